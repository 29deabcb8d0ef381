package ai.refit.deploy.watch;

import ai.refit.deploy.catalog.Catalog;
import ai.refit.deploy.catalog.CatalogFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Services on whose ports nobody listens: one with two, one with one and frozen, one behind a proxy, the orchestrator itself. */
final class SampleCatalog {

    private SampleCatalog() {}

    /** @param folder where the file and the services' directories are */
    static Path file(Path folder) {
        try {
            return Files.writeString(folder.resolve("services.yml"), """
                    services:
                      - name: ai-service
                        environment: production
                        base: %1$s/ai
                        artifact: { kind: archive }
                        run: { command: [bin/serve], ports: [28100, 28101] }
                        health: { path: /health }
                      - name: mentors
                        environment: production
                        base: %1$s/mentors
                        artifact: { kind: archive }
                        run: { command: [bin/serve], ports: [28110] }
                        health: { path: /health }
                        freeze:
                          once:
                            - { from: "2020-01-01T00:00:00Z", to: "2100-01-01T00:00:00Z", reason: the long holidays }
                      - name: proxied
                        environment: production
                        base: %1$s/proxied
                        artifact: { kind: archive }
                        run: { command: [bin/serve], ports: [28120, 28121] }
                        proxy: { kind: caddy, admin: "http://127.0.0.1:28199", listen: ":28180" }
                        health: { path: /health }
                      - name: orchestrator
                        environment: production
                        base: %1$s/orchestrator
                        artifact: { kind: archive }
                        run: { command: [bin/serve], ports: [28130, 28131] }
                        health: { path: /health }
                        itself: true
                    """.formatted(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Catalog read(Path folder) {
        return CatalogFile.read(file(folder), Map.of()).catalog();
    }
}
