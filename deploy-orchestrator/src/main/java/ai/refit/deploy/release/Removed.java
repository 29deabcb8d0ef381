package ai.refit.deploy.release;

import java.util.List;

/**
 * What retention took away.
 *
 * @param backups ids
 * @param releases ids
 * @param layers as {@code code/<digest>}
 * @param leftovers names of what crashes left in {@code staging/} and half-made backups
 */
public record Removed(List<String> backups, List<String> releases, List<String> layers, List<String> leftovers) {

    public Removed {
        backups = List.copyOf(backups);
        releases = List.copyOf(releases);
        layers = List.copyOf(layers);
        leftovers = List.copyOf(leftovers);
    }
}
