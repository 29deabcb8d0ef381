package ai.refit.deploy.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The page as a browser shows it; of the live log nothing, since the browser takes its picture before a stream ends. */
@Isolated("when an orchestrator in this JVM stops, the HTTP servers of others do too")
final class PageIT {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private final WatchedOrchestrator orchestrator = WatchedOrchestrator.shared();

    @TempDir
    private Path folder;

    @BeforeAll
    static void needsChromium() {
        assumeTrue(Files.isExecutable(CHROMIUM), "chromium is not installed");
    }

    @Test
    void aDeploymentIsShownWithItsTimelineAndItsGatesFiguresInTheBrowsersLanguage() throws Exception {
        UUID id = SampleStory.rolledBack(orchestrator);
        String page = shown("/#/d/" + id, "ko-KR");
        for (String text :
                List.of("<html lang=\"ko\">", "롤백 완료", "SLO_MISSED", "서비스 수준(SLO)", ">4.2<", "CheckSlo", "작업 이력")) {
            assertThat(page.contains(text)).as(() -> text + " in\n" + page).isTrue();
        }
    }

    /** The page's elements once it has asked for everything. */
    private String shown(String path, String language) throws IOException, InterruptedException {
        Path dump = folder.resolve("dump.html");
        Process browser = new ProcessBuilder(List.of(
                        CHROMIUM.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--lang=" + language,
                        "--accept-lang=" + language,
                        "--virtual-time-budget=15000",
                        "--dump-dom",
                        orchestrator.url(path).toString()))
                .redirectOutput(dump.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(browser.waitFor(2, TimeUnit.MINUTES))
                    .as("the browser ended")
                    .isTrue();
        } finally {
            browser.descendants().forEach(ProcessHandle::destroyForcibly);
            browser.destroyForcibly();
        }
        return Files.readString(dump, StandardCharsets.UTF_8);
    }
}
