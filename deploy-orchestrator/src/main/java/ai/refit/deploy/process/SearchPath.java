package ai.refit.deploy.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where programs are found, and the little of our environment that they are given. */
final class SearchPath {

    private static final String FALLBACK = "/usr/local/bin:/usr/bin:/bin";

    private SearchPath() {}

    /** The executable file that a program's name stands for when it is started in that directory. */
    static Optional<Path> find(String program, Path directory) {
        return program.contains("/")
                ? Optional.of(directory.resolve(program)).filter(Files::isExecutable)
                : find(program);
    }

    /** The first executable file of that name on the PATH. */
    static Optional<Path> find(String program) {
        return Arrays.stream(path().split(":", -1))
                .filter(directory -> directory.startsWith("/"))
                .map(directory -> Path.of(directory, program))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** The program that starts another in a session of its own, keeping its pid. */
    static String setsid() {
        return find("setsid")
                .orElseThrow(() -> new ProcessFailure("setsid: not found on the PATH (install util-linux)"))
                .toString();
    }

    /** {@code PATH}, {@code HOME} and {@code LANG}, as far as we have them ourselves. */
    static Map<String, String> plainEnvironment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", path());
        for (String name : new String[] {"HOME", "LANG"}) {
            String value = System.getenv(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        return environment;
    }

    /** The number of our user; 0 is root. */
    static int userId() {
        try {
            return (Integer) Files.getAttribute(Path.of("/proc/self/"), "unix:uid");
        } catch (IOException e) {
            throw new UncheckedIOException("/proc/self: cannot be read (expected: Linux)", e);
        }
    }

    private static String path() {
        String path = System.getenv("PATH");
        return path == null || path.isBlank() ? FALLBACK : path;
    }
}
