package ai.refit.embedding.index;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;

/**
 * How much each part of the score counts. The shipped values stand, with their reasons, in {@code fusion.properties}.
 *
 * @param lexical weight of each lexical feature, whose own scores are shares of what the query could reach at best
 * @param dense of the cosine between request and profile
 * @param job of a shared job
 * @param skill of the share of sought skills that the mentor has
 * @param relatedSkill of the share of sought skills to which the mentor has a related one
 * @param floor the least share of the best possible lexical score at which a mentor counts as found by words alone
 * @param denseFloor the least cosine at which a mentor counts as found by meaning alone
 */
public record FusionWeights(
        Map<Feature, Double> lexical,
        double dense,
        double job,
        double skill,
        double relatedSkill,
        double floor,
        double denseFloor) {

    private static final String SHIPPED = "fusion.properties";

    public FusionWeights {
        lexical = Map.copyOf(lexical);
    }

    public static FusionWeights shipped() {
        try (InputStream resource = FusionWeights.class.getResourceAsStream(SHIPPED)) {
            if (resource == null) {
                throw new IllegalStateException("resource " + SHIPPED + " is missing");
            }
            return read(SHIPPED, new InputStreamReader(resource, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource " + SHIPPED, e);
        }
    }

    /** @throws IllegalArgumentException naming file and setting when one is absent, unknown or not a number ≥ 0 */
    public static FusionWeights read(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            return read(file.toString(), reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static FusionWeights read(String file, Reader reader) throws IOException {
        var settings = new Properties();
        settings.load(reader);
        var numbers = new Numbers(file, settings);
        Map<Feature, Double> lexical = new EnumMap<>(Feature.class);
        for (Feature feature : Feature.values()) {
            lexical.put(feature, numbers.take(feature.setting()));
        }
        var weights = new FusionWeights(
                lexical,
                numbers.take("dense"),
                numbers.take("job"),
                numbers.take("skill"),
                numbers.take("related-skill"),
                numbers.take("floor"),
                numbers.take("dense-floor"));
        numbers.expectNoMore();
        return weights;
    }

    double of(Feature feature) {
        return lexical.getOrDefault(feature, 0.0);
    }

    /** The words alone, for the ablation. */
    public FusionWeights lexicalOnly() {
        Map<Feature, Double> words = new EnumMap<>(lexical);
        words.put(Feature.CONCEPTS, 0.0);
        return new FusionWeights(words, 0, 0, 0, 0, floor, denseFloor);
    }

    /** The vectors alone, for the ablation. */
    public FusionWeights denseOnly() {
        return new FusionWeights(Map.of(), 1, 0, 0, 0, floor, denseFloor);
    }

    /** The alias tables alone, for the ablation. */
    public FusionWeights aliasOnly() {
        return new FusionWeights(
                Map.of(Feature.CONCEPTS, of(Feature.CONCEPTS)), 0, job, skill, relatedSkill, floor, denseFloor);
    }

    private record Numbers(String file, Properties settings) {
        double take(String name) {
            Object text = settings.remove(name);
            if (text == null) {
                throw new IllegalArgumentException(file + ": " + name + " is missing");
            }
            try {
                double number = Double.parseDouble(text.toString().strip());
                if (number >= 0 && number <= 100) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // told below
            }
            throw new IllegalArgumentException(
                    file + ": " + name + ": \"" + text + "\" (expected: a number, 0 to 100)");
        }

        void expectNoMore() {
            if (!settings.isEmpty()) {
                throw new IllegalArgumentException(file + ": unknown " + new TreeSet<>(settings.keySet()));
            }
        }
    }
}
