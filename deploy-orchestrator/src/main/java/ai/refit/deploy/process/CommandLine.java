package ai.refit.deploy.process;

import ai.refit.deploy.catalog.TargetService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes what is started out of a service's description and one release of it. Files with secrets are read here, at each
 * start; the result holds them.
 *
 * @param release id of the release
 * @param artifact file name of its artifact
 * @param directory of the release, without links in it
 */
public record CommandLine(TargetService service, String release, String sha, String artifact, Path directory) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(port|release|sha|artifact|base|directory)}");
    private static final Pattern LAST_NEWLINES = Pattern.compile("\\R+\\z");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** @throws ProcessFailure when a file named in the description cannot be read, or a program is not there */
    public Launch launch(int port) {
        Slot slot = new Slot(service.name(), service.environment(), port);
        return new Launch(
                slot,
                release,
                directory,
                command(service.run().command(), port),
                environment(port),
                ServiceLogs.of(service).file(slot));
    }

    /** Argv with its placeholders filled in, the first word as an absolute path; for hooks too. */
    public List<String> command(List<String> words, int port) {
        String program = fill(words.getFirst(), port);
        Path file = SearchPath.find(program, directory)
                .orElseThrow(() -> new ProcessFailure("run.command: " + program + " is not an executable file"
                        + " (expected: a path, relative to " + directory + " or absolute, or a name on the PATH)"));
        return Stream.concat(Stream.of(file.toString()), words.stream().skip(1).map(word -> fill(word, port)))
                .toList();
    }

    /** The environment file first, then the description's variables, then secrets; later ones win. */
    public Map<String, String> environment(int port) {
        Map<String, String> environment = new HashMap<>();
        Path file = service.run().environmentFile();
        if (file != null) {
            environment.putAll(parse(file, read("run.environment-file", file)));
        }
        service.run().environment().forEach((name, value) -> environment.put(name, fill(value, port)));
        service.run()
                .secrets()
                .forEach((name, secret) -> environment.put(
                        name,
                        LAST_NEWLINES
                                .matcher(read("run.secrets." + name, secret))
                                .replaceFirst("")));
        return environment;
    }

    private String fill(String text, int port) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        switch (found.group(1)) {
                            case "port" -> Integer.toString(port);
                            case "release" -> release;
                            case "sha" -> sha;
                            case "artifact" -> artifact;
                            case "base" -> service.base().toAbsolutePath().toString();
                            default -> directory.toString();
                        }));
    }

    /** Lines {@code NAME=value}; empty ones and those that begin with # mean nothing; quotes around a value fall away. */
    static Map<String, String> parse(Path file, String text) {
        Map<String, String> variables = new HashMap<>();
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            number++;
            String stripped = line.strip();
            if (stripped.isEmpty() || stripped.startsWith("#")) {
                continue;
            }
            int equals = stripped.indexOf('=');
            String name = stripped.substring(0, Math.max(equals, 0)).strip();
            if (!VARIABLE.matcher(name).matches()) {
                throw new ProcessFailure(
                        "run.environment-file: " + file + " line " + number + ": no variable (expected: NAME=value)");
            }
            variables.put(name, unquote(stripped.substring(equals + 1).strip()));
        }
        return variables;
    }

    private static String unquote(String value) {
        boolean quoted = value.length() >= 2
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private static String read(String key, Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ProcessFailure(key + ": " + file + " cannot be read (expected: a text file)");
        }
    }
}
