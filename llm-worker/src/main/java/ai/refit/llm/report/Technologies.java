package ai.refit.llm.report;

import ai.refit.contracts.vocabulary.Aliases;
import ai.refit.contracts.vocabulary.ConceptKind;
import ai.refit.contracts.vocabulary.FoldedText;
import ai.refit.contracts.vocabulary.Mention;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which technologies lists and texts name. Two names are the same technology only if the vocabulary says that they are one
 * concept: 스프링부트 is Spring Boot, but who knows Spring Boot is not said to know Spring. Names that the vocabulary does not
 * know are compared by their folded spelling.
 */
public final class Technologies {

    /** What may stand beside a name in an entry of a list: separators, versions, and how well or long it is known. */
    private static final Pattern TRIMMINGS =
            Pattern.compile("(?i)[\\s/,·+&()\\[\\]:~.-]|및|v?\\d+(\\.(\\d+|x))*|상|중|하|년|버전|이상");

    /** A version, or details in brackets: {@code AWS(EC2, S3)} is AWS. */
    private static final Pattern DETAIL = Pattern.compile("\\s*\\([^)]*\\)|\\s+v?\\d+(\\.(\\d+|x))*\\+?$");

    /** How the key of a name begins that the vocabulary does not know. */
    private static final String UNKNOWN = "w:";

    private final Aliases aliases;

    public Technologies(Aliases aliases) {
        this.aliases = aliases;
    }

    /** Those that an entry of a list names: mostly one, but two in {@code JPA/Hibernate}; none in a blank one. */
    public List<Technology> named(String entry) {
        String name = entry.strip();
        if (name.isEmpty()) {
            return List.of();
        }
        Optional<String> known = concept(name);
        if (known.isPresent()) {
            return List.of(new Technology(known.get(), name));
        }
        String bare = DETAIL.matcher(name).replaceAll("").strip();
        String own = bare.isEmpty() ? name : bare;
        List<Technology> parts = new ArrayList<>();
        var rest = new StringBuilder(own);
        for (Mention mention : skills(own)) {
            String part = own.substring(mention.start(), mention.end());
            parts.add(new Technology(mention.term(), part));
            rest.replace(mention.start(), mention.end(), " ".repeat(part.length()));
        }
        if (!parts.isEmpty() && TRIMMINGS.matcher(rest).replaceAll("").isEmpty()) {
            return parts;
        }
        return List.of(new Technology(concept(own).orElseGet(() -> aliases.skillKey(own)), own));
    }

    /** Those of several entries, each once, by the name that comes first. */
    public List<Technology> all(Collection<String> entries) {
        Map<String, Technology> all = new LinkedHashMap<>();
        entries.forEach(entry -> named(entry).forEach(technology -> all.putIfAbsent(technology.key(), technology)));
        return List.copyOf(all.values());
    }

    /** Those that the vocabulary knows and running text names, each once; also where the text says that they are not known. */
    public List<Technology> mentioned(String text) {
        Map<String, Technology> all = new LinkedHashMap<>();
        for (Mention mention : skills(text)) {
            String name = text.substring(mention.start(), mention.end());
            all.putIfAbsent(mention.term(), new Technology(mention.term(), name));
        }
        return List.copyOf(all.values());
    }

    /** Those that the vocabulary knows and of which a text says that its writer knows them. */
    public List<Technology> claimed(String text) {
        Map<String, Technology> all = new LinkedHashMap<>();
        for (Mention mention : skills(text)) {
            if (!Disclaimer.covers(text, mention.start(), mention.end())) {
                String name = text.substring(mention.start(), mention.end());
                all.putIfAbsent(mention.term(), new Technology(mention.term(), name));
            }
        }
        return List.copyOf(all.values());
    }

    /** Those sought of which a text says that its writer knows them, as it spells them. */
    public List<Technology> claimed(Collection<Technology> sought, String text) {
        Map<String, Technology> known = new HashMap<>();
        claimed(text).forEach(technology -> known.put(technology.key(), technology));
        return sought.stream()
                .flatMap(technology -> technology.key().startsWith(UNKNOWN)
                        ? unknown(technology, text).stream()
                        : Stream.ofNullable(known.get(technology.key())))
                .toList();
    }

    /** Whether the vocabulary counts one as a neighbour of the other: {@code Kafka} and {@code RabbitMQ}. */
    public boolean areRelated(Technology one, Technology other) {
        return aliases.relatedSkills(one.key()).contains(other.key());
    }

    /** The technology as a text spells it whose writer says to know it; empty when it does not, or says the opposite. */
    public Optional<Technology> claimed(Technology technology, String text) {
        return claimed(List.of(technology), text).stream().findFirst();
    }

    private Optional<Technology> unknown(Technology technology, String text) {
        FoldedText folded = FoldedText.of(text);
        String name = FoldedText.fold(technology.name());
        Matcher place = Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(name) + "(?![a-z0-9+#])")
                .matcher(folded.text());
        while (place.find()) {
            int start = folded.start(place.start());
            int end = folded.end(place.end());
            String said = text.substring(start, end);
            boolean spelledAlike = name.length() > 1 || said.equals(technology.name());
            if (spelledAlike && !Disclaimer.covers(text, start, end)) {
                return Optional.of(new Technology(technology.key(), said));
            }
        }
        return Optional.empty();
    }

    private List<Mention> skills(String text) {
        return aliases.mentions(text).stream()
                .filter(mention -> mention.kind() == ConceptKind.SKILL)
                .toList();
    }

    /** One letter is a language, which the vocabulary knows as {@code C 언어}. */
    private Optional<String> concept(String name) {
        String label = name.length() == 1 ? name + " 언어" : name;
        return aliases.skill(label).map(id -> aliases.skillKey(label));
    }
}
