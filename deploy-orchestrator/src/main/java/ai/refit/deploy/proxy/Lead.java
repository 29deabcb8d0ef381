package ai.refit.deploy.proxy;

import ai.refit.deploy.proxy.Proxy.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where requests go, told by the name of one link in a directory: {@code 8100} to that port; {@code held-8100} they
 * wait, and went there before. It changes by renaming, so no moment has two of them or none.
 *
 * @param door what the link leads to
 */
record Lead(Path directory, Path door) {

    private static final Pattern NAME = Pattern.compile("(held-)?([0-9]{1,5})");

    Optional<Route> read() {
        return names().stream().map(Lead::parse).findFirst();
    }

    void write(Route route) {
        Path target = directory.resolve(nameOf(route));
        List<String> names = names();
        try {
            if (names.isEmpty()) {
                // A name that nobody looks at, so that a kill in between leaves nothing half done.
                Path fresh = directory.resolve("new");
                Files.createDirectories(directory);
                Files.deleteIfExists(fresh);
                Files.createSymbolicLink(fresh, door);
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
                return;
            }
            if (!names.contains(nameOf(route))) {
                Files.move(directory.resolve(names.getFirst()), target, StandardCopyOption.ATOMIC_MOVE);
            }
            for (String name : names) {
                if (!name.equals(nameOf(route))) {
                    Files.deleteIfExists(directory.resolve(name));
                }
            }
        } catch (IOException e) {
            throw new ProxyFailure(target + ": cannot be written: " + e.getMessage());
        }
    }

    private static String nameOf(Route route) {
        return (route.holding() ? "held-" : "") + route.port();
    }

    private static Route parse(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(name);
        }
        return new Route(Integer.parseInt(matcher.group(2)), matcher.group(1) != null);
    }

    private List<String> names() {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return new ArrayList<>(entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> NAME.matcher(name).matches())
                    .sorted()
                    .toList());
        } catch (IOException e) {
            throw new ProxyFailure(directory + ": cannot be read: " + e.getMessage());
        }
    }
}
