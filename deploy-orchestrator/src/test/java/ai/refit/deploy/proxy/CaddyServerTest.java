package ai.refit.deploy.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.deploy.proxy.Proxy.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaddyServerTest {

    @TempDir
    Path directory;

    @Test
    void theRouteIsTheNameOfOneLink() throws IOException {
        Path door = directory.resolve("door");
        Lead lead = new Lead(directory.resolve("lead"), door);
        assertThat(lead.read()).isEmpty();
        for (Route route : List.of(
                new Route(8100, false), new Route(8100, true), new Route(8101, false), new Route(8101, false))) {
            lead.write(route);
            assertThat(lead.read()).hasValue(route);
            assertThat(names()).containsExactly((route.holding() ? "held-" : "") + route.port());
            assertThat(Files.readSymbolicLink(directory.resolve("lead").resolve(names().getFirst())))
                    .isEqualTo(door);
        }
    }

    @Test
    void whatAKillLeftHalfMadeIsNoRoute() throws IOException {
        Path leads = Files.createDirectories(directory.resolve("lead"));
        Files.createSymbolicLink(leads.resolve("new"), directory);
        Lead lead = new Lead(leads, directory.resolve("door"));
        assertThat(lead.read()).isEmpty();
        lead.write(new Route(1, false));
        assertThat(names()).containsExactly("1");
    }

    @Test
    void aPathThatCaddyCannotUseIsRefused() {
        assertThat(server("/srv/refit/run").unfitPath()).isEmpty();
        assertThat(server("/srv/re[f]it/run").unfitPath())
                .hasValue("base: /srv/re[f]it/run holds a sign that Caddy takes for a pattern (expected: none of"
                        + " * ? [ ] { } \\)");
        assertThat(server("/" + "a".repeat(92)).unfitPath())
                .hasValueSatisfying(reason -> assertThat(reason)
                        .endsWith("is too long a path for a Unix socket in it (expected: at most 91 bytes)"));
        assertThat(server("/" + "a".repeat(90)).unfitPath()).isEmpty();
    }

    private static CaddyServer server(String run) {
        return new CaddyServer("refit-a-b", ":8080", List.of(8100), Duration.ofSeconds(30), Path.of(run));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(directory.resolve("lead"))) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }
}
