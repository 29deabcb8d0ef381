package ai.refit.llm.fakegemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FakeGeminiCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine command = new CommandLine(new FakeGeminiCommand())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));

    @Test
    void itSaysHowToPointTheWorkerAtItAndGoesOnUntilItIsStopped() throws Exception {
        Thread running = Thread.ofVirtual().start(() -> command.execute("--port", "0", "--mode", "rate-limited,well"));

        await().untilAsserted(() -> assertThat(out.toString())
                .containsPattern("GEMINI_ENDPOINT=plaintext:127\\.0\\.0\\.1:\\d+ GEMINI_API_KEY=fake \\./refit run")
                .contains("[rate-limited, well]"));
        assertThat(running.isAlive()).isTrue();
        running.interrupt();
        assertThat(running.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void theHelpNamesAllModes() {
        command.execute("--help");
        assertThat(out.toString()).contains("rate-limited", "max-tokens", "wrong-schema", "hang");
    }

    @Test
    void aPortInUseIsSaidPlainly() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(command.execute("--port", String.valueOf(taken.getLocalPort())))
                    .isEqualTo(1);
        }
        assertThat(err.toString()).contains("is in use: choose another --port");
    }

    @Test
    void aModeThatDoesNotExistIsAMistake() {
        assertThat(command.execute("--mode", "sleepy")).isEqualTo(2);
        assertThat(err.toString()).contains("sleepy");
    }
}
