package ai.refit.llm.judgement;

import ai.refit.llm.wording.Wording;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A degree or a field of study that a requirement asks for, against the lines on education. */
final class EducationRule {

    private enum Degree {
        HIGH_SCHOOL("고졸|고등학교|high school"),
        ASSOCIATE("초대졸|전문대|전문학사|associate"),
        BACHELOR("학사|대졸|4년제|대학교|학부|bachelor|\\bb\\.?(s|a|sc|eng)\\b|university|college"),
        MASTER("석사|master|\\bm\\.?(s|sc|eng)\\b|mba"),
        DOCTOR("박사|ph\\.? ?d|doctor");

        private final Pattern names;

        Degree(String names) {
            this.names = Pattern.compile(names);
        }

        boolean standsIn(String text) {
            return names.matcher(text).find();
        }
    }

    private static final Pattern ASKED = Pattern.compile(
            "학사|석사|박사|대졸|초대졸|고졸|전문학사|4년제|학위|전공|학과|bachelor|master'?s|ph\\.? ?d|degree|\\bmajor(ed)?\\b");
    private static final Pattern ANY = Pattern.compile("학력 ?무관|학력 ?제한 ?없|no degree");
    private static final Pattern COMPUTING =
            Pattern.compile("컴퓨터|소프트웨어|전산|정보통신|정보보호|인공지능|computer|software|informatics|information (system|tech)");
    private static final Pattern FIELD = Pattern.compile("([가-힣]{2,})\\s*(?:을|를)?\\s*(?:전공|학과|계열|학사|석사|박사)");
    private static final Pattern ANY_FIELD = Pattern.compile("관련|분야|무관|유사|년제|대학|정규|전문|이상|이하");
    private static final Pattern UNFINISHED = Pattern.compile("재학|휴학|중퇴|수료|졸업 ?예정|expected|dropped out|in progress");

    private final List<String> education;
    private final Dossier dossier;
    private final Wording wording;

    EducationRule(List<String> education, Dossier dossier, Wording wording) {
        this.education = education;
        this.dossier = dossier;
        this.wording = wording;
    }

    Optional<Verdict> judge(String requirement) {
        String asked = requirement.toLowerCase(Locale.ROOT);
        if (!ASKED.matcher(asked).find() || ANY.matcher(asked).find()) {
            return Optional.empty();
        }
        int least = least(asked);
        boolean partly = false;
        Verdict best = Verdict.not(
                education.isEmpty()
                        ? wording.say("education.none")
                        : wording.say("education.other", "line", education.getFirst()));
        for (String line : education) {
            String told = line.toLowerCase(Locale.ROOT);
            boolean high = highest(told) >= least;
            boolean field = isField(asked, told);
            boolean finished = !UNFINISHED.matcher(told).find();
            var evidence = dossier.lineWith(line).or(() -> dossier.lineWith(line.replaceAll("\\s*\\(.*", "")));
            if (evidence.isEmpty()) {
                continue;
            }
            if (high && field && finished) {
                return Optional.of(Verdict.met(wording.say("education.met", "line", line), evidence.get()));
            }
            boolean half = high && field || least >= 0 && asksField(asked) && (high || field);
            if (!partly && half) {
                partly = true;
                best = Verdict.partly(
                        wording.say(finished ? "education.field" : "education.unfinished", "line", line),
                        evidence.get());
            }
        }
        return Optional.of(best);
    }

    /** A range or a list of degrees asks for its lowest; −1 when only a field is asked for. */
    private static int least(String asked) {
        for (Degree degree : Degree.values()) {
            if (degree.standsIn(asked)) {
                return degree.ordinal();
            }
        }
        return -1;
    }

    private static int highest(String told) {
        int highest = -1;
        for (Degree degree : Degree.values()) {
            highest = degree.standsIn(told) ? degree.ordinal() : highest;
        }
        return highest;
    }

    private static boolean asksField(String asked) {
        return COMPUTING.matcher(asked).find() || field(asked).isPresent();
    }

    private static boolean isField(String asked, String told) {
        if (COMPUTING.matcher(asked).find()) {
            return COMPUTING.matcher(told).find();
        }
        return field(asked).map(field -> told.contains(field.substring(0, 2))).orElse(true);
    }

    private static Optional<String> field(String asked) {
        Matcher field = FIELD.matcher(asked);
        return field.find() && !ANY_FIELD.matcher(field.group()).find()
                ? Optional.of(field.group(1))
                : Optional.empty();
    }
}
