package ai.refit.embedding.index;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.contracts.vocabulary.Concept;
import ai.refit.contracts.vocabulary.ConceptKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Korean title finds the English profile of the same job, and back: titles the tables hold, and titles they compose. */
class AcrossLanguagesTest {

    private static final double WANTED = 0.9;

    @TempDir
    Path directory;

    private record Pair(String korean, String english) {}

    @Test
    void titlesOfTheTablesAreFound() {
        List<Pair> titles = new ArrayList<>();
        for (Concept occupation : Mentors.ALIASES.occupations()) {
            pair(occupation).ifPresent(titles::add);
        }

        assertThat(titles).hasSizeGreaterThan(300);
        assertThat(hitAt1(titles, true)).isGreaterThanOrEqualTo(WANTED);
        assertThat(hitAt1(titles, false)).isGreaterThanOrEqualTo(WANTED);
    }

    @Test
    void composedTitlesAreFound() {
        List<Pair> domains = parts(ConceptKind.DOMAIN);
        List<Pair> roles = parts(ConceptKind.ROLE);
        var random = new Random(11);
        List<Pair> titles = new ArrayList<>();
        while (titles.size() < 500) {
            Pair domain = domains.get(random.nextInt(domains.size()));
            Pair role = roles.get(random.nextInt(roles.size()));
            boolean senior = random.nextBoolean();
            var title = new Pair(
                    (senior ? "시니어 " : "") + domain.korean() + " " + role.korean(),
                    (senior ? "Senior " : "") + domain.english() + " " + role.english());
            if (!titles.contains(title)) {
                titles.add(title);
            }
        }

        assertThat(hitAt1(titles, true)).isGreaterThanOrEqualTo(WANTED);
        assertThat(hitAt1(titles, false)).isGreaterThanOrEqualTo(WANTED);
    }

    /** Share of titles whose first answer is the profile with the same title in the other language. */
    private double hitAt1(List<Pair> titles, boolean koreanAsks) {
        try (var mentors = new Mentors(directory.resolve(koreanAsks + "" + titles.size()))) {
            for (int i = 0; i < titles.size(); i++) {
                Pair title = titles.get(i);
                mentors.add(i + 1, m -> m.jobs(koreanAsks ? title.english() : title.korean()));
            }
            mentors.ready();
            int found = 0;
            for (int i = 0; i < titles.size(); i++) {
                Pair title = titles.get(i);
                String asked = koreanAsks ? title.korean() : title.english();
                List<Long> answer =
                        Mentors.ids(mentors.ask(q -> q.interest(asked).topK(1)));
                // Two pairs may be the same job (개발 기획자 and 개발자 기획자): then either profile is right.
                String held = titles.get(answer.getFirst().intValue() - 1).korean();
                boolean same = Mentors.ALIASES
                        .title(held)
                        .key()
                        .equals(Mentors.ALIASES.title(title.korean()).key());
                found += answer.getFirst() == i + 1 || same ? 1 : 0;
            }
            return found / (double) titles.size();
        }
    }

    private static List<Pair> parts(ConceptKind kind) {
        return Mentors.ALIASES.titleParts().stream()
                .filter(part -> part.kind() == kind)
                .map(AcrossLanguagesTest::pair)
                .flatMap(Optional::stream)
                .toList();
    }

    /** The preferred Korean and English names, if there are both. */
    private static Optional<Pair> pair(Concept concept) {
        Optional<String> korean = concept.labels().stream()
                .filter(label -> label.codePoints().anyMatch(c -> c >= 0xAC00 && c <= 0xD7A3))
                .findFirst();
        Optional<String> english = concept.labels().stream()
                .filter(label -> label.chars().allMatch(c -> c < 0x80))
                .findFirst();
        return korean.flatMap(k -> english.map(e -> new Pair(k, e)));
    }
}
