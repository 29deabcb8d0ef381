package ai.refit.llm.fakegemini;

import ai.refit.contracts.vocabulary.Aliases;
import ai.refit.contracts.vocabulary.ConceptKind;
import ai.refit.contracts.vocabulary.Mention;
import ai.refit.llm.analyst.Claim;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Skills named in a text. */
final class Skills {

    private static final Aliases ALIASES = Aliases.shipped();

    private Skills() {}

    /** Each once, by the name that stands there first. */
    static List<Claim> named(String text) {
        return byConcept(text).values().stream()
                .map(name -> new Claim(name, name))
                .toList();
    }

    /** The name that stands there first, by concept. */
    static Map<String, String> byConcept(String text) {
        Map<String, String> names = new LinkedHashMap<>();
        for (Mention mention : ALIASES.mentions(text)) {
            if (mention.kind() == ConceptKind.SKILL) {
                names.putIfAbsent(mention.concept(), text.substring(mention.start(), mention.end()));
            }
        }
        return names;
    }
}
