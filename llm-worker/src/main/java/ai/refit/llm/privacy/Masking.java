package ai.refit.llm.privacy;

import ai.refit.contracts.vocabulary.Aliases;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Puts placeholders in the place of personal data. Pure: the same text and names give the same masked text. */
public final class Masking {

    /** A person's page or blog, whatever it is called. */
    private static final Pattern PROFILE = Pattern.compile("(?i)(?:linkedin\\.com/(?:in|pub|profile)/"
            + "|(?:github|gitlab|bitbucket|instagram|facebook|behance|kaggle)\\.(?:com|org|net)/(?=[\\w.-]+/?(?:[\\s)\\],;|]|$))"
            + "|(?:velog\\.io|medium\\.com)/@|(?<![\\w.-])(?=[a-z\\d-]+\\.(?:tistory\\.com|github\\.io|gitlab\\.io)))"
            + "([\\p{L}\\d_%-]+(?:\\.[\\p{L}\\d_%-]+)*?)(?=[/?\\s)\\],;|]|$|\\.(?:tistory|github|gitlab)\\.|\\.?$)");
    /** Of a project: personal when it has the name. */
    private static final Pattern ACCOUNT =
            Pattern.compile("(?i)(?:github|gitlab|bitbucket)\\.(?:com|org)/([\\w.-]+)(?=/)");

    private final Aliases aliases;
    private final Names names;

    /** @param aliases tell occupations and skills from names */
    public Masking(Aliases aliases) {
        this.aliases = aliases;
        this.names = new Names(aliases);
    }

    /** @param given names that are known to be personal data; those the text itself tells are found besides */
    public Masked mask(String text, List<String> given) {
        var pieces = new Pieces(text);
        var cells = new Cells(text);
        Contacts.find(pieces);
        BirthDates.find(pieces, cells);
        Set<String> all = new LinkedHashSet<>(given);
        all.addAll(names.find(text, cells));
        Addresses.find(pieces, cells);
        findNames(pieces, all);
        return write(pieces);
    }

    private void findNames(Pieces pieces, Set<String> all) {
        List<NameSpelling> spellings =
                all.stream().map(name -> new NameSpelling(name, aliases)).toList();
        pieces.add(PersonalData.NAME, PROFILE);
        ACCOUNT.matcher(pieces.text())
                .results()
                .filter(account -> spellings.stream().anyMatch(spelling -> spelling.isIn(account.group(1))))
                .forEach(account -> pieces.add(PersonalData.NAME, account.start(1), account.end(1)));
        // Whole names of all before their parts, and longer ones first: "Han" is a part of "Han Do-yun".
        spellings.stream()
                .flatMap(spelling -> spelling.wholes().stream())
                .sorted(Comparator.comparingInt(
                                (Pattern whole) -> whole.pattern().length())
                        .reversed())
                .forEach(whole -> pieces.add(PersonalData.NAME, whole));
        spellings.stream()
                .flatMap(spelling -> spelling.parts().stream())
                .forEach(part -> pieces.add(PersonalData.NAME, part));
    }

    private static Masked write(Pieces pieces) {
        String text = pieces.text();
        var masked = new StringBuilder(text.length());
        Map<String, String> placeholders = new HashMap<>();
        Map<String, String> originals = new LinkedHashMap<>();
        Map<PersonalData, Integer> counts = new EnumMap<>(PersonalData.class);
        Map<PersonalData, Integer> numbers = new EnumMap<>(PersonalData.class);
        int from = 0;
        for (Piece piece : pieces.inOrder()) {
            String original = text.substring(piece.start(), piece.end());
            String placeholder =
                    placeholders.computeIfAbsent(piece.kind() + original, _ -> next(piece.kind(), numbers, text));
            originals.put(placeholder, original);
            counts.merge(piece.kind(), 1, Integer::sum);
            masked.append(text, from, piece.start()).append(placeholder);
            from = piece.end();
        }
        masked.append(text, from, text.length());
        return new Masked(masked.toString(), originals, counts);
    }

    /** One that does not stand in the text already, so that revealing touches only our own. */
    private static String next(PersonalData kind, Map<PersonalData, Integer> numbers, String text) {
        String placeholder;
        do {
            placeholder = "[%s_%d]".formatted(kind, numbers.merge(kind, 1, Integer::sum));
        } while (text.contains(placeholder));
        return placeholder;
    }
}
