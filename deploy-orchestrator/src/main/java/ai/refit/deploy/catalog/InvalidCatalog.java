package ai.refit.deploy.catalog;

import java.util.List;

/** The file of services cannot be used. The message has one line for each mistake, and never a secret. */
public final class InvalidCatalog extends RuntimeException {

    private static final long serialVersionUID = 1;

    InvalidCatalog(List<String> mistakes) {
        super(String.join(System.lineSeparator(), mistakes));
    }
}
