package ai.refit.deploy.ci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Programs of this machine, and folders that hold nothing but those that a test gives. */
final class Tools {

    private Tools() {}

    /** Skips the test, by the name of the first tool that is missing. */
    static void assumeInstalled(String... tools) {
        for (String tool : tools) {
            assumeTrue(find(tool).isPresent(), tool + " is not installed");
        }
    }

    static Path installed(String tool) {
        return find(tool).orElseThrow(() -> new IllegalStateException(tool + " is not installed"));
    }

    private static Optional<Path> find(String tool) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .map(Path::toAbsolutePath)
                .findFirst();
    }

    static void put(Path folder, String... tools) throws IOException {
        for (String tool : tools) {
            put(folder, tool, ":", installed(tool));
        }
    }

    /**
     * @param first a line of sh, done before the program takes its place
     * @param program its whole path: looked up in a PATH with this folder it would call itself for ever
     */
    static void put(Path folder, String tool, String first, Path program) throws IOException {
        assertThat(program).isAbsolute();
        Path file = Files.writeString(folder.resolve(tool), """
                #!/bin/sh
                %s
                exec '%s' "$@"
                """.formatted(first, program));
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
