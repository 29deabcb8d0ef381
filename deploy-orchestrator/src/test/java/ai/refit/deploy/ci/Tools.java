package ai.refit.deploy.ci;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.deploy.doubles.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Programs of this machine, and folders that hold nothing but those that a test gives. */
final class Tools {

    private Tools() {}

    static Path installed(String tool) {
        return Programs.find(tool).orElseThrow(() -> new IllegalStateException(tool + " is not installed"));
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
