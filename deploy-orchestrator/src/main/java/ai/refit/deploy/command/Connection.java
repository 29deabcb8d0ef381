package ai.refit.deploy.command;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the orchestrator is, and who asks. */
final class Connection {

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${REFIT_DEPLOY_URL:-http://127.0.0.1:8010}",
            description = "The orchestrator's address; by default $REFIT_DEPLOY_URL or http://127.0.0.1:8010.")
    private URI url = URI.create("http://127.0.0.1:8010");

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            defaultValue = "${REFIT_DEPLOY_TOKEN_FILE:-}",
            description = "Holds your operator's token; by default $REFIT_DEPLOY_TOKEN_FILE. Loopback needs none.")
    private String tokenFile = "";

    @Option(names = "--json", description = "Answers as JSON, for scripts.")
    private boolean json;

    boolean isJson() {
        return json;
    }

    /** @throws CommandFault when the address or the token's file is of no use */
    Orchestrator open() {
        if (url.getHost() == null || url.getScheme() == null || !url.getScheme().matches("https?")) {
            throw new CommandFault("--url: " + url + " (expected: as http://127.0.0.1:8010)");
        }
        return new Orchestrator(url, token());
    }

    private @Nullable String token() {
        if (tokenFile.isEmpty()) {
            return null;
        }
        try {
            String token = Files.readString(Path.of(tokenFile)).strip();
            if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
                throw new CommandFault("--token-file: " + tokenFile + " holds no token (expected: one line)");
            }
            return token;
        } catch (IOException e) {
            throw new CommandFault("--token-file: " + tokenFile + " cannot be read");
        }
    }
}
