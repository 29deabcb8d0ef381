package ai.refit.deploy.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.OptionalLong;

/** Where artifacts lie: one for each kind of address. */
interface Store {

    /** How long a connection may take. */
    Duration CONNECT = Duration.ofSeconds(10);

    /** How long a store may be silent. */
    Duration SILENCE = Duration.ofSeconds(30);

    /**
     * Begins to read; blocks until there is an answer.
     *
     * @throws ArtifactRefused when the store's answer is final
     * @throws IOException when it may be tried again
     */
    Opened open(URI uri) throws IOException, InterruptedException;

    /** @param length as the store announces it */
    record Opened(InputStream content, OptionalLong length) {}

    /** Without user, query and fragment, which may carry secrets. */
    static String title(URI uri) {
        return uri.getScheme() + "://" + (uri.getHost() == null ? "" : uri.getHost())
                + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + uri.getPath();
    }
}
