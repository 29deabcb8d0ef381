package ai.refit.standalone;

import java.nio.file.Path;

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
    }
}
