package ai.refit.llm.resume;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows degrees, and which of several is the highest. */
final class Degrees {

    /**
     * @param finished whether it is held: who studies still, or has gone without a degree, does not
     * @param korean whether it is written in Korean
     */
    record Degree(Level level, boolean finished, boolean korean) {}

    enum Level {
        SCHOOL("고졸", "High School"),
        ASSOCIATE("전문학사", "Associate"),
        BACHELOR("학사", "Bachelor"),
        MASTER("석사", "Master"),
        DOCTOR("박사", "Doctorate");

        private final String korean;
        private final String english;

        Level(String korean, String english) {
            this.korean = korean;
            this.english = english;
        }
    }

    private final Words school;
    private final Words associate;
    private final Words bachelor;
    private final Words master;
    private final Words doctor;
    private final Words unfinished;
    private final Words abandoned;

    Degrees(WordTable table) {
        this.school = table.words("degree-school");
        this.associate = table.words("degree-associate");
        this.bachelor = table.words("degree-bachelor");
        this.master = table.words("degree-master");
        this.doctor = table.words("degree-doctor");
        this.unfinished = table.words("unfinished");
        this.abandoned = table.words("abandoned");
    }

    /** The degree that a line or an entry of the education names; empty also when it was abandoned. */
    Optional<Degree> in(String text, boolean university) {
        if (abandoned.standIn(text)) {
            return Optional.empty();
        }
        Level level = level(text);
        if (level == null && university) {
            level = Level.BACHELOR;
        }
        boolean korean =
                text.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HANGUL);
        return Optional.ofNullable(level).map(l -> new Degree(l, !unfinished.standIn(text), korean));
    }

    private @Nullable Level level(String text) {
        if (doctor.standIn(text)) {
            return Level.DOCTOR;
        }
        if (master.standIn(text) && !text.contains("대학원생")) {
            return Level.MASTER;
        }
        if (associate.standIn(text)) {
            return Level.ASSOCIATE;
        }
        if (school.standIn(text)) {
            return Level.SCHOOL;
        }
        return bachelor.standIn(text) ? Level.BACHELOR : null;
    }

    /** The highest that is held; when none but a school's is, the one that is studied for. */
    static @Nullable String highest(List<Degree> degrees) {
        Degree best = null;
        for (Degree degree : degrees) {
            if (best == null || rank(degree) > rank(best)) {
                best = degree;
            }
        }
        return best == null ? null : best.korean() ? best.level().korean : best.level().english;
    }

    private static int rank(Degree degree) {
        int held = degree.finished() && degree.level() != Level.SCHOOL ? 10 : 0;
        return held + degree.level().ordinal();
    }
}
