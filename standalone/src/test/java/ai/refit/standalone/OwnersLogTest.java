package ai.refit.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OwnersLogTest {

    @TempDir
    private Path folder;

    @Test
    void whatTheRunCommandLogsIsForItsOwnerOnlyInTheFirstFileAndTheNext() throws Exception {
        Path file = folder.resolve("refit.log");
        var context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.putProperty("refit.log", file.toString());
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(OwnersLog.class.getResource("run-logback.xml"));
        try {
            Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
            root.info("first");
            assertOwnersOnly(file, "first");
            ((OwnersLog<?>) root.getAppender("file")).rollover();
            root.info("second");
            assertOwnersOnly(folder.resolve("refit.log.1"), "first");
            assertOwnersOnly(file, "second");
        } finally {
            context.stop();
        }
    }

    private static void assertOwnersOnly(Path file, String text) throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(file).content().contains(text);
    }
}
