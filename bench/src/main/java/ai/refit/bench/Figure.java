package ai.refit.bench;

import org.jspecify.annotations.Nullable;

/**
 * One line of the report.
 *
 * @param unit such as {@code ms}
 * @param baseline the same measured on what it is compared with, in the same run; null when there is no such thing
 * @param baselineOf what that is
 */
record Figure(
        String what,
        String unit,
        Rounds measured,
        @Nullable Rounds baseline,
        String baselineOf,
        @Nullable Target target) {

    /** A bound that the median must keep. */
    sealed interface Target {

        record AtMost(double bound) implements Target {}

        record AtLeast(double bound) implements Target {}

        default boolean isMet(double value) {
            return switch (this) {
                case AtMost(double bound) -> value <= bound;
                case AtLeast(double bound) -> value >= bound;
            };
        }
    }

    static Figure of(String what, String unit, Rounds measured) {
        return new Figure(what, unit, measured, null, "", null);
    }

    Figure against(String name, Rounds others) {
        return new Figure(what, unit, measured, others, name, target);
    }

    Figure atMost(double bound) {
        return new Figure(what, unit, measured, baseline, baselineOf, new Target.AtMost(bound));
    }

    Figure atLeast(double bound) {
        return new Figure(what, unit, measured, baseline, baselineOf, new Target.AtLeast(bound));
    }

    /** Null without a target. */
    @Nullable
    Boolean isMet() {
        return target == null ? null : target.isMet(measured.median());
    }
}
