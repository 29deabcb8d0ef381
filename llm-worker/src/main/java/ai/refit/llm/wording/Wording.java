package ai.refit.llm.wording;

import ai.refit.contracts.vocabulary.Aliases;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SequencedCollection;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sentences of one language. A template names its values in braces: {@code {techs}은(는)} takes the particle that fits the
 * value, {@code {n|year|years}} the first word for one and the second for any other number.
 */
public final class Wording {

    private static final Pattern SLOT = Pattern.compile("\\{([a-z]+)(?:\\|([^|}]*)\\|([^}]*))?}([’”'\"」]?)"
            + "(은\\(는\\)|이\\(가\\)|을\\(를\\)|과\\(와\\)|으로\\(로\\)|이\\(\\))?");

    private final boolean korean;
    private final FinalSound sound;
    private final Properties templates;

    private Wording(boolean korean, FinalSound sound) {
        this.korean = korean;
        this.sound = sound;
        this.templates = read(korean ? "ko.properties" : "en.properties");
    }

    public static Wording korean(Aliases aliases) {
        return new Wording(true, new FinalSound(aliases));
    }

    public static Wording english(Aliases aliases) {
        return new Wording(false, new FinalSound(aliases));
    }

    public boolean isKorean() {
        return korean;
    }

    /**
     * A sentence.
     *
     * @param values names and values in turn
     */
    public String say(String key, Object... values) {
        return sayIfKnown(key, values)
                .orElseThrow(() -> new IllegalArgumentException("template " + key + " is missing"));
    }

    /** A sentence for which there may be no template, such as the exercise for one technology. */
    public Optional<String> sayIfKnown(String key, Object... values) {
        String template = templates.getProperty(key);
        return template == null ? Optional.empty() : Optional.of(fill(key, template, values));
    }

    /** {@code A}, {@code A와 B}, {@code A, B, C}; in English {@code A, B and C}. */
    public String list(SequencedCollection<String> items) {
        return joined(items, " and ");
    }

    /** The same where nothing is said of any of them: in English {@code A, B or C}. */
    public String any(SequencedCollection<String> items) {
        return joined(items, " or ");
    }

    private String joined(SequencedCollection<String> items, String last) {
        List<String> all = List.copyOf(items);
        if (all.size() < 2) {
            return String.join("", all);
        }
        if (!korean) {
            return String.join(", ", all.subList(0, all.size() - 1)) + last + all.getLast();
        }
        return all.size() == 2
                ? all.getFirst() + particle(all.getFirst(), "과(와)") + " " + all.getLast()
                : String.join(", ", all);
    }

    /** The names and values' places of all templates, so that two languages can be compared. */
    Map<String, Set<String>> slots() {
        Map<String, Set<String>> slots = new HashMap<>();
        templates.stringPropertyNames().forEach(key -> {
            Set<String> names = new LinkedHashSet<>();
            SLOT.matcher(templates.getProperty(key)).results().forEach(slot -> names.add(slot.group(1)));
            slots.put(key, names);
        });
        return slots;
    }

    private String fill(String key, String template, Object... values) {
        Map<String, Object> byName = new HashMap<>();
        for (int i = 0; i < values.length; i += 2) {
            byName.put((String) values[i], values[i + 1]);
        }
        return SLOT.matcher(template).replaceAll(slot -> {
            Object value = byName.get(slot.group(1));
            if (value == null) {
                throw new IllegalArgumentException("template " + key + " needs a value for " + slot.group(1));
            }
            String text = slot.group(2) != null
                    ? value.toString().equals("1") ? slot.group(2) : slot.group(3)
                    : value.toString();
            String particle = slot.group(5) == null ? "" : particle(text, slot.group(5));
            return Matcher.quoteReplacement(text + slot.group(4) + particle);
        });
    }

    private String particle(String word, String forms) {
        FinalSound.Sound last = sound.of(word);
        int bracket = forms.indexOf('(');
        String afterConsonant = forms.substring(0, bracket);
        String afterVowel = forms.substring(bracket + 1, forms.length() - 1);
        boolean vowel = last == FinalSound.Sound.VOWEL || last == FinalSound.Sound.RIEUL && afterVowel.equals("로");
        return vowel ? afterVowel : afterConsonant;
    }

    private static Properties read(String file) {
        var templates = new Properties();
        try (InputStream stream = Wording.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("resource " + file + " is missing");
            }
            templates.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource " + file, e);
        }
        return templates;
    }
}
