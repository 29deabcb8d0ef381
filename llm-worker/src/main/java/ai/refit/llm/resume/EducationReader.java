package ai.refit.llm.resume;

import ai.refit.llm.analyst.Claim;
import ai.refit.llm.resume.Degrees.Degree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads schools out of a section: school, field, degree or whether it was finished, and the year. */
final class EducationReader {

    private static final Pattern SEPARATOR = Pattern.compile(
            "\\s*\\t\\s*|\\s*[|｜]\\s*|\\s+[·•∙–—-]\\s+|\\s*—\\s*|,\\s+|\\s+from\\s+|\\s+at\\s+(?=\\p{Lu})|;\\s*|\\s+/\\s+");
    private static final Pattern DEGREE = Pattern.compile(
            "\\b(?:(?:Bachelor|Master|Doctor|Associate)(?:['’]?s)?(?:\\s+Degree)?(?:\\s+of\\s+(?:Science|Arts|Engineering|Business Administration|Fine Arts|Philosophy|Commerce|Education|Nursing|Laws|Public Health|Applied Science|Technology|Accounting|Accountancy|Design))?"
                    + "|Ph\\.?\\s?D\\.?|B\\.?Sc?\\.?N?|M\\.?Sc?\\.?|B\\.?A\\.?|M\\.?A\\.?|MBA|BBA|BFA|MFA|B\\.?Eng\\.?|M\\.?Eng\\.?|BEng|MEng|B\\.?Tech|B\\.?Com|JD|MD|High School Diploma|Diploma)(?![\\p{L}])|전문학사|학사|석사|박사");
    private static final Pattern FIELD = Pattern.compile(
            "^\\s*(?:\\([^)]*\\)\\s*)?(?:degree\\s+)?(?:in|of|:|,|-|–)?\\s*(\\p{Lu}[\\p{L}&'\\- ]{2,60})");
    private static final Pattern KOREAN_SCHOOL = Pattern.compile(
            "([\\p{L}\\p{N}·()]*?(?:대학교|대학원|전문대학|과학기술원|고등학교|전문대|고교|폴리텍|사이버대|여고|공고|상고|외고|카이스트|포스텍|대학|여대|공대|교대))(?=\\s|$|[\\t(,·/|\\[]|[가-힣]*(?:학과|학부|전공)|\\s*대학원)((?:\\s*(?:일반|경영|교육|정보)?대학원)?)");
    private static final Pattern KOREAN_FIELD =
            Pattern.compile("([\\p{L}\\p{N}·&]*(?:학과|학부|전공|계열|[가-힣]{2,}과|공학))(?=\\s|$|[\\t(),·/|\\[])");
    private static final Pattern PREFIX = Pattern.compile("^[\\s,.:;/|·()~–—-]+|[\\s,:;/|·(~–—-]+$");

    private final Entries entries;
    private final Degrees degrees;
    private final Words koreanSchools;
    private final Words englishSchools;
    private final Words statuses;
    private final Words majors;

    EducationReader(Entries entries, Degrees degrees, WordTable table) {
        this.entries = entries;
        this.degrees = degrees;
        this.koreanSchools = table.words("school-korean");
        this.englishSchools = table.words("school-english");
        this.statuses = table.words("status");
        this.majors = table.words("major-end");
    }

    /** @param degree empty when none can be told */
    record Schooling(Claim claim, Optional<Degree> degree) {}

    boolean namesSchool(String line) {
        return school(line) != null;
    }

    List<Schooling> read(String text, List<Line> lines) {
        Map<String, Schooling> found = new LinkedHashMap<>();
        for (Entry entry : entries.of(lines)) {
            List<Line> schools = entry.lines().stream()
                    .filter(line -> !line.bullet() || entry.head().contains(line))
                    .filter(line -> namesSchool(line.text()))
                    .toList();
            if (schools.size() <= 1) {
                List<Line> own = new ArrayList<>(entry.head());
                entry.body().stream().filter(line -> !line.bullet()).forEach(own::add);
                put(found, schooling(entry.said(), own, entry.dated(), text));
            } else {
                schools.forEach(line -> put(
                        found, schooling(Map.of(), List.of(line), line.dated().map(Dated::period), text)));
            }
        }
        return List.copyOf(found.values());
    }

    private static void put(Map<String, Schooling> found, Optional<Schooling> schooling) {
        schooling.ifPresent(one -> found.putIfAbsent(one.claim().text(), one));
    }

    private Optional<Schooling> schooling(
            Map<Field, String> said, List<Line> lines, Optional<Period> period, String text) {
        String whole = said.isEmpty()
                ? String.join("\t", lines.stream().map(Line::undated).toList())
                : said.entrySet().stream()
                        .filter(entry -> entry.getKey() != Field.PERIOD)
                        .map(Map.Entry::getValue)
                        .collect(Collectors.joining("\t"));
        String school = said.containsKey(Field.SCHOOL) ? said.get(Field.SCHOOL) : school(whole);
        if (school == null && said.isEmpty()) {
            school = besideDegree(whole);
        }
        if (school == null || school.isBlank() || Placeholders.standIn(school) || lines.isEmpty()) {
            return Optional.empty();
        }
        boolean korean = koreanSchools.standIn(school);
        String rest = whole.replace(school, "\t");
        String major =
                said.containsKey(Field.MAJOR) ? said.get(Field.MAJOR) : korean ? koreanField(rest) : englishField(rest);
        String degree = degree(said.getOrDefault(Field.DEGREE, rest));
        String status = status(said.getOrDefault(Field.STATUS, rest));
        var line = new StringBuilder(school.replace('\t', ' ').strip());
        String field = major == null
                ? ""
                : major.replaceAll("\\s*\\(?(?:학사|석사|박사|전문학사)\\)?\\s*$", "").strip();
        if (korean) {
            append(line, " ", field);
            append(line, " ", degree == null || field.contains(degree) || school.contains("고등학교") ? "" : degree);
            append(line, " ", status == null ? "" : status);
        } else {
            append(line, ", ", degree == null ? "" : degree);
            append(line, degree == null ? ", " : " in ", field);
        }
        String year = period.map(Period::lastYear).orElse(null);
        append(line, " ", year == null ? "" : "(" + year + ")");
        String name = school;
        Line named =
                lines.stream().filter(l -> l.text().contains(name)).findFirst().orElse(lines.getFirst());
        boolean university = school.contains("대학교") || englishSchools.standIn(school) && school.contains("Universit");
        String all = whole + " " + String.join(" ", said.values())
                + (period.isPresent() && Period.PRESENT.equals(period.get().end()) ? " present" : "");
        return Optional.of(new Schooling(
                new Claim(
                        line.toString(),
                        text.substring(named.start(), named.end()).strip()),
                degrees.in(all, university)));
    }

    private static void append(StringBuilder line, String separator, String part) {
        if (!part.isBlank()) {
            line.append(separator).append(part);
        }
    }

    private @Nullable String school(String text) {
        Matcher korean = KOREAN_SCHOOL.matcher(text);
        while (korean.find()) {
            String name = (korean.group(1) + korean.group(2)).strip();
            if (koreanSchools.are(korean.group(1)) && korean.start() > 1 && text.charAt(korean.start() - 1) == ' ') {
                int before =
                        Math.max(text.lastIndexOf(' ', korean.start() - 2), text.lastIndexOf('\t', korean.start() - 2));
                return text.substring(before + 1, korean.end()).strip();
            }
            if (!koreanSchools.are(name)) {
                return name;
            }
        }
        for (String piece : SEPARATOR.split(text)) {
            if (englishSchools.standIn(piece)
                    && piece.length() < 70
                    && piece.codePoints().anyMatch(Character::isUpperCase)) {
                String bare = DEGREE.matcher(piece).lookingAt()
                        ? DEGREE.matcher(piece).replaceFirst("")
                        : piece;
                String school = PREFIX.matcher(bare.replaceAll("\\s*\\(.*?\\)\\s*", " "))
                        .replaceAll("")
                        .strip();
                if (!school.isBlank() && englishSchools.standIn(school) && !degreeOnly(school)) {
                    return school;
                }
            }
        }
        return null;
    }

    /** A school whose name does not say that it is one, told by the degree beside it. */
    private static @Nullable String besideDegree(String whole) {
        if (!DEGREE.matcher(whole).find()) {
            return null;
        }
        for (String piece : SEPARATOR.split(whole)) {
            String name = PREFIX.matcher(piece).replaceAll("").strip();
            boolean named = name.length() > 2 && name.length() < 60 && name.matches("[\\p{Lu}가-힣].*");
            if (named
                    && !DEGREE.matcher(name).find()
                    && name.matches(".*\\p{L}{2,}.*")
                    && !name.matches("(?i).*\\b(?:GPA|thesis)\\b.*")) {
                return name;
            }
        }
        return null;
    }

    private static boolean degreeOnly(String school) {
        return school.matches("(?i)high school diploma|school|college|university|institute|academy");
    }

    private @Nullable String koreanField(String rest) {
        Matcher field = KOREAN_FIELD.matcher(rest);
        while (field.find()) {
            String name = field.group(1);
            if (koreanSchools.end(name) || name.isBlank()) {
                continue;
            }
            boolean partial = majors.are(name) && field.start() > 0 && rest.charAt(field.start() - 1) == ' ';
            int before = partial
                    ? Math.max(rest.lastIndexOf(' ', field.start() - 2), rest.lastIndexOf('\t', field.start() - 2))
                    : -2;
            String whole = before == -2
                    ? name
                    : rest.substring(before + 1, field.end()).strip();
            return Character.isLetter(whole.codePointAt(0)) ? whole : name;
        }
        return null;
    }

    private @Nullable String englishField(String rest) {
        Matcher degree = DEGREE.matcher(rest);
        int from = 0;
        while (degree.find(from)) {
            Matcher field = FIELD.matcher(rest.substring(degree.end()));
            if (field.find() && !DEGREE.matcher(field.group(1)).lookingAt()) {
                return field.group(1).strip();
            }
            from = degree.end();
        }
        Matcher major = Pattern.compile("(?i)\\b(?:major(?:ed)?(?:\\s+in)?|studied)\\s*:?\\s*(\\p{Lu}[\\p{L}& ]{2,50})")
                .matcher(rest);
        return major.find() ? major.group(1).strip() : null;
    }

    private static @Nullable String degree(String text) {
        Matcher degree = DEGREE.matcher(text);
        return degree.find() ? degree.group().strip() : null;
    }

    private @Nullable String status(String text) {
        Matcher status = statuses.in(text);
        return status.find() ? status.group().strip() : null;
    }
}
