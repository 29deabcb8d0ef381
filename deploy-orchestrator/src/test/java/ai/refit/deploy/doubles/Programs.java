package ai.refit.deploy.doubles;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Programs that a test needs and a machine may lack. */
public final class Programs {

    private Programs() {}

    /** Skips the test when one of them is not on the PATH, and says which. */
    public static void assumeInstalled(String... programs) {
        for (String program : programs) {
            assumeTrue(find(program).isPresent(), program + " is not installed");
        }
    }

    /** Its whole path. */
    public static Optional<Path> find(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .map(Path::toAbsolutePath)
                .findFirst();
    }
}
