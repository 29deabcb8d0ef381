package ai.refit.llm.posting;

import ai.refit.contracts.vocabulary.Aliases;
import ai.refit.contracts.vocabulary.ConceptKind;
import ai.refit.llm.analyst.Claim;
import ai.refit.llm.analyst.PostingFindings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads postings by their headings and labels, Korean and English; the words are in the tables beside this class. What
 * stands under no known heading is not read, so a text says nothing by addressing the reader.
 */
public final class PostingRules {

    /** How many lines from the top may be the title. */
    private static final int TITLE_WITHIN = 6;

    private static final int LONGEST_TITLE = 100;
    /** Longer lines are not searched for phrases. */
    private static final int LONGEST_TELLING = 500;

    private static final Pattern BEFORE_TITLE = Pattern.compile("^[\\[【]([^\\]】]{2,30})[\\]】]\\s*(?=\\S)");

    /** What stands for personal data that was masked. */
    private static final Pattern PLACEHOLDER = Pattern.compile("[A-Z_]+_\\d+");

    private final Aliases aliases;
    private final Headings headings = new Headings();
    private final Phrases phrases = new Phrases();
    private final Technologies technologies;

    public PostingRules(Aliases aliases) {
        this.aliases = aliases;
        this.technologies = new Technologies(aliases);
    }

    /** @param text plain, as {@link PostingText} makes it */
    public PostingFindings read(String text) {
        List<Line> lines = Line.of(text);
        var outline = new Outline(headings, lines);
        if (outline.isEmpty()) {
            return new PostingFindings(null, null, null, null, null, null, List.of(), List.of(), List.of(), List.of());
        }
        List<String> written =
                lines.stream().filter(line -> !line.isBlank()).map(Line::text).toList();
        List<Claim> requirements = outline.items(PostingPart.REQUIREMENTS);
        Claim title = outline.field(PostingField.TITLE).or(() -> title(written)).orElse(null);
        List<String> telling = Stream.concat(
                        title == null ? Stream.empty() : Stream.of(title.text()),
                        requirements.stream().map(Claim::quote))
                .toList();
        return new PostingFindings(
                title,
                field(outline, PostingField.COMPANY, () -> company(title, written)),
                field(outline, PostingField.POSITION, () -> position(title)),
                field(outline, PostingField.EMPLOYMENT_TYPE, () -> phrase("employment_type", written)),
                field(outline, PostingField.EXPERIENCE_LEVEL, () -> phrase("experience_level", telling)),
                field(outline, PostingField.EDUCATION, () -> phrase("education", telling)),
                outline.items(PostingPart.RESPONSIBILITIES),
                requirements,
                outline.items(PostingPart.PREFERRED),
                techs(outline));
    }

    private static @Nullable Claim field(Outline outline, PostingField field, Supplier<Optional<Claim>> otherwise) {
        return outline.field(field).or(otherwise).orElse(null);
    }

    private Optional<Claim> title(List<String> written) {
        return written.stream()
                .limit(TITLE_WITHIN)
                .filter(line ->
                        line.length() <= LONGEST_TITLE && headings.read(line).isEmpty())
                .filter(line -> phrases.find("no_title", line).isEmpty())
                .filter(line -> phrases.find("title", line).isPresent()
                        || occupation(line).isPresent())
                .findFirst()
                .map(line -> new Claim(line, line));
    }

    /** Named before the title in brackets, or in a phrase that tells a company. */
    private Optional<Claim> company(@Nullable Claim title, List<String> written) {
        if (title != null) {
            Matcher before = BEFORE_TITLE.matcher(title.text());
            if (before.find() && isName(before.group(1))) {
                return Optional.of(new Claim(before.group(1).strip(), title.quote()));
            }
        }
        return phrase("company", written);
    }

    private boolean isName(String bracketed) {
        return Stream.of("employment_type", "experience_level", "education", "title")
                        .allMatch(meaning -> phrases.find(meaning, bracketed).isEmpty())
                && occupation(bracketed).isEmpty()
                && !PLACEHOLDER.matcher(bracketed).matches()
                && headings.named(bracketed).isEmpty();
    }

    private Optional<Claim> position(@Nullable Claim title) {
        return title == null
                ? Optional.empty()
                : occupation(title.text()).map(named -> new Claim(named, title.quote()));
    }

    private Optional<String> occupation(String line) {
        return aliases.mentions(line).stream()
                .filter(mention -> mention.kind() == ConceptKind.OCCUPATION)
                .findFirst()
                .map(mention -> line.substring(mention.start(), mention.end()));
    }

    private Optional<Claim> phrase(String meaning, List<String> lines) {
        return lines.stream()
                .flatMap(line -> phrases.find(meaning, line).map(found -> new Claim(found, line)).stream())
                .findFirst();
    }

    private List<Claim> techs(Outline outline) {
        Map<String, Claim> techs = new LinkedHashMap<>();
        for (Claim line : outline.items(PostingPart.TECHS)) {
            technologies.listed(line.quote()).forEach(name -> put(techs, name, line));
        }
        List<Claim> others = new ArrayList<>(outline.items(PostingPart.REQUIREMENTS));
        others.addAll(outline.items(PostingPart.PREFERRED));
        others.addAll(outline.items(PostingPart.RESPONSIBILITIES));
        for (Claim line : others) {
            technologies.in(line.quote()).forEach(name -> put(techs, name, line));
        }
        return List.copyOf(techs.values());
    }

    private void put(Map<String, Claim> techs, String name, Claim line) {
        techs.putIfAbsent(technologies.key(name), new Claim(name, line.quote()));
    }
}
