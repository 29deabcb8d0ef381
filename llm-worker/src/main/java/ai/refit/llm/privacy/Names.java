package ai.refit.llm.privacy;

import ai.refit.contracts.vocabulary.Aliases;
import ai.refit.llm.privacy.Cells.Cell;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds whose résumé a text is: the name that a label names, that signs, or that stands alone on the title line. */
final class Names {

    /** Common family names, which nearly all Koreans have. */
    private static final String FAMILY =
            "(?:남궁|황보|제갈|선우|독고|사공|[김이박최정강조윤장임한오서신권황안송류유홍전고문양손배백허남심노로하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용예봉경사부가복태목형피두감호음빈동온시좌범팽승간상갈단견당화창])";

    private static final Pattern KOREAN = Pattern.compile(FAMILY + "(?:\\s?[가-힣]){1,3}");
    private static final Pattern ANY_KOREAN = Pattern.compile("[가-힣](?:\\s?[가-힣]){1,5}");
    private static final Pattern LATIN = Pattern.compile(
            "\\p{Lu}[\\p{L}'’-]*\\.?(?:\\s+(?:\\p{Lu}[\\p{L}'’-]*\\.?|van|von|de|da|del|der|la|bin|al)){1,3}");
    private static final Pattern TURNED = Pattern.compile("(\\p{Lu}[\\p{L}'’-]+),\\s*(\\p{Lu}[\\p{L}'’-]+)");
    private static final Pattern HANJA = Pattern.compile("\\p{IsHan}(?:\\s?\\p{IsHan}){1,3}");

    private static final Pattern LABEL = Pattern.compile(
            "(?i)(?:한글\\s?|영문\\s?|한자\\s?)?(?:성\\s*명|이\\s*름|성\\s*함)(?:\\s?\\([^)]{1,8}\\))?(?=\\s|[:：]|$)"
                    + "|(?:지원자|작성자|제출자|신청인)(?:\\s?(?:명|성명|이름))?(?=\\s*[:：]|\\s+[가-힣]{2,4}$)"
                    + "|(?:full |english |korean |legal |first |last |family |given |applicant |candidate )?name(?=\\s*[:：]|\\s*$)");
    private static final Pattern SIGNED = Pattern.compile("(" + FAMILY + "(?:\\s?[가-힣]){1,3})\\s*\\((?:인|서명|印)\\)");
    private static final Pattern OF_TITLE = Pattern.compile(
            "^(" + FAMILY
                    + "[가-힣]{1,3}?)(?:의|님의|님)?\\s*(?:의\\s)?(?:이력서|경력\\s?기술서|포트폴리오|자기소개서|경력서|프로필|r[eé]sum[eé]|cv|portfolio)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern AFTER_TITLE = Pattern.compile(
            "^(?:이력서|경력\\s?기술서|포트폴리오|자기소개서|r[eé]sum[eé]|curriculum vitae|cv)\\s*[-–—:|_/·]\\s*(.+)$",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern AFTER_WORK =
            Pattern.compile(".*(?:개발자|엔지니어|디자이너|기획자|매니저|마케터|분석가|연구원|PM|프로그래머|안녕하세요|안녕하십니까|저는|이름은)[,.!\\s]+(" + FAMILY
                    + "[가-힣]{1,2})(?:\\s?입니다.*|이라고 .*|님|\\s*)");
    private static final Pattern I_AM = Pattern.compile("(?i)^.*?\\b(?:I['’]m|I am|my name is)\\s+");

    private static final Pattern TITLE_PARTS = Pattern.compile("\\s*[|•·/,()\\[\\]_]\\s*|\\s+[-–—]\\s+");
    private static final Pattern BEFORE_TITLE =
            Pattern.compile("(?i)(?:last )?updated\\b.*|page \\d.*|\\d[\\d\\s./:-]*|(?:최종\\s?)?(?:수정|작성)일.*");

    private static final Pattern PLACE = Pattern.compile(",\\s*[A-Z]{2}\\b");

    private static final Pattern ONE_WORD = Pattern.compile("\\p{Lu}\\p{L}{2,15}");

    /** With a period stands where somebody was, not who they are: the title is over. */
    private static final Pattern PERIOD = Pattern.compile(
            "(?:19|20)\\d\\d[^\\n]{0,12}?[~–—-]\\s*(?:(?:19|20)\\d\\d|현재|재직|present|now)", Pattern.CASE_INSENSITIVE);

    private static final int TITLE_LINES = 3;
    /** A line of more parts than a name, its other spelling and a job is a list. */
    private static final int MOST_PARTS = 3;

    private static final int LONGEST_TITLE = 120;
    private static final int HEAD_ROWS = 15;

    private static final Set<String> HEADINGS = Words.of("headings.txt");
    private static final Set<String> WORDS = Words.of("words.txt");

    private final Aliases aliases;

    Names(Aliases aliases) {
        this.aliases = aliases;
    }

    /** Names as they stand there, in the order of their finding. */
    Set<String> find(String text, Cells cells) {
        Set<String> names = new LinkedHashSet<>();
        labelled(cells, names);
        SIGNED.matcher(text).results().forEach(found -> addIfName(found.group(1), names));
        title(cells, names);
        return names;
    }

    private void labelled(Cells cells, Set<String> names) {
        List<List<Cell>> rows = cells.rows();
        int headEnds = rows.size() > HEAD_ROWS ? rows.get(HEAD_ROWS).getFirst().start() : Integer.MAX_VALUE;
        for (Cell value : cells.labelled(LABEL, Labels::isLabel)) {
            String whole = value.text().substring(0, Math.min(value.text().length(), LONGEST_TITLE));
            for (String part : TITLE_PARTS.split(Labels.first(whole))) {
                String name = part.replaceFirst("\\s?(?:님|씨|귀하)$", "").strip();
                boolean surely = KOREAN.matcher(name).matches() && squeeze(name).length() <= 4;
                boolean inHead = value.start() < headEnds
                        && (ANY_KOREAN.matcher(name).matches()
                                || LATIN.matcher(name).matches()
                                || HANJA.matcher(name).matches()
                                || ONE_WORD.matcher(name).matches());
                if ((surely || inHead && !isKnown(name)) && !HEADINGS.contains(squeeze(name))) {
                    names.add(name);
                }
            }
        }
    }

    private void title(Cells cells, Set<String> names) {
        int considered = 0;
        for (List<Cell> row : cells.rows()) {
            if (row.stream().anyMatch(cell -> PERIOD.matcher(cell.text()).find())) {
                return;
            }
            var found = new ArrayList<String>();
            boolean heading = true;
            for (Cell cell : row) {
                if (cell.text().length() > LONGEST_TITLE) {
                    heading = false;
                } else if (!isHeading(cell.text())) {
                    heading = false;
                    fromTitle(cell.text(), found);
                }
            }
            if (!found.isEmpty()) {
                names.addAll(found);
                return;
            }
            if (!heading && ++considered == TITLE_LINES) {
                return;
            }
        }
    }

    private void fromTitle(String cell, List<String> found) {
        for (Pattern pattern : List.of(OF_TITLE, AFTER_WORK)) {
            Matcher matcher = pattern.matcher(cell);
            if (matcher.matches() && isName(matcher.group(1))) {
                found.add(matcher.group(1));
                return;
            }
        }
        Matcher after = AFTER_TITLE.matcher(cell);
        String title = I_AM.matcher(after.matches() ? after.group(1) : cell).replaceFirst("");
        if (TURNED.matcher(title).matches() && isName(title.replace(",", " "))) {
            found.add(title);
            return;
        }
        String[] parts = TITLE_PARTS.split(title);
        if (PLACE.matcher(title).find() || parts.length > MOST_PARTS) {
            return;
        }
        for (String part : parts) {
            addIfName(part.strip(), found);
        }
    }

    private void addIfName(String part, Collection<String> names) {
        if (isName(part)) {
            names.add(part);
        }
    }

    private boolean isName(String part) {
        String squeezed = squeeze(part);
        if (KOREAN.matcher(part).matches()) {
            boolean spacedOut = part.length() == squeezed.length() * 2 - 1;
            boolean apart = part.indexOf(' ') < 0 || spacedOut || part.indexOf(' ') <= 2 && squeezed.length() <= 3;
            return squeezed.length() <= 4
                    && apart
                    && !isHeading(part)
                    && !isKnown(part)
                    && !isKnown(squeezed)
                    && !squeezed.matches(".*(?:대학교?|고등학교|회사|학과|전공|센터|은행)");
        }
        if (!LATIN.matcher(part.replaceAll("\\s+", " ").strip()).matches() || part.length() > 40) {
            return false;
        }
        for (String word : part.toLowerCase(Locale.ROOT).split("[\\s.]+")) {
            if (WORDS.contains(word)) {
                return false;
            }
        }
        return !isKnown(part);
    }

    /** An occupation, a skill or a part of a title, wholly: names may look like the tables' short words in passing. */
    private boolean isKnown(String part) {
        int covered = aliases.mentions(part).stream()
                .mapToInt(mention -> mention.end() - mention.start())
                .max()
                .orElse(0);
        return covered * 2 > part.length();
    }

    private static boolean isHeading(String cell) {
        String plain = squeeze(cell).replaceAll("[^\\p{L}]", "");
        return plain.isEmpty()
                || HEADINGS.contains(plain)
                || BEFORE_TITLE.matcher(cell).matches()
                || Labels.isLabel(cell)
                || WORDS.contains(plain.toLowerCase(Locale.ROOT));
    }

    private static String squeeze(String text) {
        return text.replaceAll("\\s+", "");
    }
}
