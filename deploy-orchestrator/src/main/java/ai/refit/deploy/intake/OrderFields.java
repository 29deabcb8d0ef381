package ai.refit.deploy.intake;

import ai.refit.deploy.artifact.ArtifactReference;
import ai.refit.deploy.deployment.Order;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Orders as they come in bodies, checked whole. Whether the service is known is for others to see. */
final class OrderFields {

    /** The longest name of a service, an environment or a run. */
    private static final int NAME = 100;

    private static final int BRANCH = 255;
    private static final int REASON = 500;
    private static final int URI_LENGTH = 2048;
    /** As {@code Artifacts} stores it. */
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+!-]{0,199}");

    private static final String ADDRESSES =
            "file:/…, s3://bucket/key, https://… or, on loopback, http://…, ending in a plain file name";

    private OrderFields() {}

    /** @param reason null: none was given */
    record Asked(Order order, @Nullable String reason) {}

    /** An artifact to deploy, as CI says it. */
    static Order.Deploy event(byte @Nullable [] body) {
        Fields fields = Fields.parse(body);
        Order.Deploy order = deploy(fields);
        fields.check();
        return order;
    }

    /** The same from an operator, who may add a reason. */
    static Asked deploy(byte @Nullable [] body) {
        Fields fields = Fields.parse(body);
        var asked = new Asked(deploy(fields), fields.optionalText("reason", REASON));
        fields.check();
        return asked;
    }

    static Asked rollback(byte @Nullable [] body) {
        Fields fields = Fields.parse(body);
        var asked = new Asked(restore(fields), fields.text("reason", REASON));
        fields.check();
        return asked;
    }

    /** Either of them; what has an {@code artifact} is to be deployed. */
    static Asked any(byte @Nullable [] body) {
        Fields fields = Fields.parse(body);
        Order order = fields.has("artifact") ? deploy(fields) : restore(fields);
        var asked = new Asked(order, fields.optionalText("reason", REASON));
        fields.check();
        return asked;
    }

    static String reason(byte @Nullable [] body) {
        Fields fields = Fields.parse(body);
        String reason = fields.text("reason", REASON);
        fields.check();
        return reason;
    }

    private static Order.Deploy deploy(Fields fields) {
        String service = fields.text("service", NAME);
        String environment = fields.text("environment", NAME);
        String sha = fields.hexDigits("sha", 40);
        String run = fields.textOrNumber("run_id", NAME);
        String branch = fields.optionalText("branch", BRANCH);
        Fields artifact = fields.object("artifact");
        URI uri = address(artifact);
        String sha256 = artifact.hexDigits("sha256", 64);
        long size = artifact.positive("size");
        String irreversible = fields.optionalText("irreversible", REASON);
        return new Order.Deploy(
                service, environment, sha, run, branch, new ArtifactReference(uri, sha256, size), irreversible);
    }

    private static Order.Restore restore(Fields fields) {
        return new Order.Restore(
                fields.text("service", NAME),
                fields.text("environment", NAME),
                fields.has("backup_id") && !fields.isEmpty("backup_id") ? fields.text("backup_id", NAME) : null,
                fields.flag("restore_dependencies", true));
    }

    private static URI address(Fields artifact) {
        URI none = URI.create("file:/");
        String text = artifact.text("uri", URI_LENGTH);
        if (text.isEmpty()) {
            return none;
        }
        try {
            URI uri = new URI(text);
            String wrong = wrongWith(uri);
            if (wrong == null) {
                return uri;
            }
            artifact.fault("uri", wrong, ADDRESSES);
        } catch (URISyntaxException e) {
            artifact.fault("uri", "is no address", ADDRESSES);
        }
        return none;
    }

    private static @Nullable String wrongWith(URI uri) {
        if (uri.getScheme() == null || uri.getPath() == null) {
            return "has no scheme or no path";
        }
        if (uri.getUserInfo() != null || uri.getFragment() != null) {
            return "has a user or a fragment";
        }
        boolean rightPlace = switch (uri.getScheme().toLowerCase(Locale.ROOT)) {
            case "file" -> uri.getAuthority() == null && uri.getQuery() == null;
            case "s3" -> uri.getAuthority() != null && uri.getQuery() == null;
            case "https" -> uri.getHost() != null;
            case "http" -> uri.getHost() != null && Loopback.isName(uri.getHost());
            default -> false;
        };
        if (!rightPlace) {
            return "leads to where nothing is fetched from";
        }
        String name = uri.getPath().substring(uri.getPath().lastIndexOf('/') + 1);
        return FILE_NAME.matcher(name).matches() ? null : "does not end in a plain file name";
    }
}
