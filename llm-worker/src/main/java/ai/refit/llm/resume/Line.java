package ai.refit.llm.resume;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A line of a résumé.
 *
 * @param raw as it stands there
 * @param start offset in the text
 * @param text without bullet and blanks around it
 * @param bullet whether a bullet or a number stood before it
 * @param afterBlank whether an empty line stands before it
 * @param full whether it is so long that a sentence may go on in the next line
 * @param dated the range of dates in it, else the first date
 */
record Line(
        String raw, int start, String text, boolean bullet, boolean afterBlank, boolean full, Optional<Dated> dated) {

    private static final Pattern SMALL_WORD = Pattern.compile("\\p{Ll}+(?![\\p{L}\\p{N}])");
    private static final Pattern SENTENCE_END =
            Pattern.compile("(?:(?<!\\b(?:Inc|Ltd|Co|Corp))\\.|[!?。;]|니다|했다|한다|세요|어요|해요|했음|하였음|함|됨)$");

    /** Whether its first word has small letters only, as no name has. */
    boolean beginsSmall() {
        return SMALL_WORD.matcher(text).lookingAt();
    }

    boolean endsSentence() {
        return SENTENCE_END.matcher(text).find();
    }

    int end() {
        return start + raw.length();
    }

    boolean hasRange() {
        return dated.isPresent() && dated.get().isRange();
    }

    /** What is left without the date; tabs divide what stood apart. */
    String undated() {
        return dated.map(date -> date.cutFrom(text)).orElse(text).strip();
    }

    List<String> cells() {
        return List.of(text.split("\\s*\\t\\s*", -1));
    }

    boolean isRow() {
        return text.indexOf('\t') >= 0;
    }

    /** Whether it is the rest of a sentence that was too long for the line before it. */
    boolean continues(Line before) {
        if (bullet || afterBlank || text.isEmpty() || before.isRow() && isRow()) {
            return false;
        }
        return beginsSmall()
                || before.full && !SENTENCE_END.matcher(before.text).find() && !hasRange();
    }

    Line withText(String other, Optional<Dated> dates) {
        return new Line(raw, start, other, bullet, afterBlank, full, dates);
    }
}
