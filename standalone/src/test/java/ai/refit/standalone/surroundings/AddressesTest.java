package ai.refit.standalone.surroundings;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class AddressesTest {

    @TempDir
    private Path data;

    private final Addresses addresses = new Addresses();

    @BeforeEach
    void withoutAnyInTheEnvironment() {
        assumeThat(System.getenv()).doesNotContainKeys(Surroundings.KAFKA, Surroundings.DATABASE);
    }

    @Test
    void whereNothingIsSaidAndNothingRunsAllThreeWaysAreTold() {
        read();
        assertThatThrownBy(addresses::kafka)
                .isInstanceOf(UserMistake.class)
                .hasMessageContainingAll("--kafka", "KAFKA_BOOTSTRAP_SERVERS", data.resolve("connection.env") + ")");
        assertThatThrownBy(addresses::database).hasMessageContainingAll("--database", "DATABASE_URL", "refit run");
    }

    @Test
    void whatARunningSystemNotedIsUsedUnlessAnOptionSaysOtherwise() throws IOException {
        int noted = unusedPort();
        int said = unusedPort();
        Files.writeString(data.resolve("connection.env"), "DATABASE_URL=" + url(noted) + "\n");
        read();
        assertThatThrownBy(addresses::database)
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("127.0.0.1:" + noted + "/d")
                .hasMessageNotContaining("secret");
        read("--database", url(said));
        assertThatThrownBy(addresses::database).hasMessageContaining("127.0.0.1:" + said + "/d");
    }

    private void read(String... options) {
        var line = new CommandLine(CommandLine.Model.CommandSpec.create()
                .addMixin("addresses", CommandLine.Model.CommandSpec.forAnnotatedObject(addresses)));
        String[] words = new String[options.length + 2];
        words[0] = "--data";
        words[1] = data.toString();
        System.arraycopy(options, 0, words, 2, options.length);
        line.parseArgs(words);
    }

    private static String url(int port) {
        return "postgresql://u:secret@127.0.0.1:" + port + "/d";
    }

    private static int unusedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
