package ai.refit.standalone;

import ch.qos.logback.classic.Logger;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Where the run command logs: everything into a file, warnings also to the terminal. One setting for all services in the
 * JVM, so Spring Boot, which would set logging up once for each, is told to keep out.
 */
final class RunLog {

    private RunLog() {}

    /** Must come before the first logger is made. */
    static void to(Path file) {
        System.setProperty("refit.log", file.toString());
        System.setProperty("logback.configurationFile", "ai/refit/standalone/run-logback.xml");
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    /** From now on into the file only: what services say while they stop is of no use to who stopped them. */
    static void leaveTerminal() {
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
            root.detachAppender("terminal");
        }
    }
}
