package ai.refit.llm.report;

import ai.refit.contracts.analysis.ResumeContent;
import ai.refit.contracts.analysis.ResumeContent.WorkExperience;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When somebody worked, counted in months from the first to the last one, both included; months of two jobs at once count
 * once. A year alone means its January, or all of it when a job began and ended in it; a job without a beginning or an end
 * has no length.
 */
public record Career(List<Job> jobs) {

    private static final Pattern DATE = Pattern.compile("(\\d{4})(?:-(\\d{1,2}))?.*");

    /** @param end the last month, at most the present one */
    public record Job(WorkExperience work, YearMonth start, YearMonth end) {

        public int months() {
            return (int) start.until(end, ChronoUnit.MONTHS) + 1;
        }
    }

    /** Months between two jobs in which nobody employed them. */
    public record Gap(YearMonth from, YearMonth to) {

        public int months() {
            return (int) from.until(to, ChronoUnit.MONTHS) + 1;
        }
    }

    /** The career that a résumé tells, by the day on which {@code present} is. */
    public static Career of(ResumeContent resume, LocalDate today) {
        List<Job> jobs = new ArrayList<>();
        for (WorkExperience work : resume.workExperience()) {
            job(work, YearMonth.from(today)).ifPresent(jobs::add);
        }
        jobs.sort(Comparator.comparing(Job::start));
        return new Career(List.copyOf(jobs));
    }

    /** Months spent in the jobs chosen. */
    public int months(Predicate<WorkExperience> chosen) {
        var months = new BitSet();
        for (Job job : jobs) {
            if (chosen.test(job.work())) {
                int first = index(job.start());
                months.set(first, first + job.months());
            }
        }
        return months.cardinality();
    }

    /** Those of at least so many months. */
    public List<Gap> gaps(int least) {
        List<Gap> gaps = new ArrayList<>();
        @Nullable YearMonth free = null;
        for (Job job : jobs) {
            if (free != null && job.start().isAfter(free)) {
                var gap = new Gap(free, job.start().minusMonths(1));
                if (gap.months() >= least) {
                    gaps.add(gap);
                }
            }
            YearMonth after = job.end().plusMonths(1);
            free = free == null || after.isAfter(free) ? after : free;
        }
        return gaps;
    }

    private static Optional<Job> job(WorkExperience work, YearMonth now) {
        Optional<YearMonth> start = month(work.startDate(), now);
        Optional<YearMonth> end = month(work.endDate(), now);
        if (start.isEmpty() || end.isEmpty()) {
            return Optional.empty();
        }
        YearMonth last = end.get();
        if (isYear(work.endDate()) && last.equals(start.get())) {
            last = last.plusMonths(11);
        }
        last = last.isAfter(now) ? now : last;
        return last.isBefore(start.get()) ? Optional.empty() : Optional.of(new Job(work, start.get(), last));
    }

    private static Optional<YearMonth> month(@Nullable String date, YearMonth now) {
        if (date == null) {
            return Optional.empty();
        }
        if (date.equals("present")) {
            return Optional.of(now);
        }
        Matcher parts = DATE.matcher(date);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int month = parts.group(2) == null ? 1 : Integer.parseInt(parts.group(2));
        return month < 1 || month > 12
                ? Optional.empty()
                : Optional.of(YearMonth.of(Integer.parseInt(parts.group(1)), month));
    }

    private static boolean isYear(@Nullable String date) {
        return date != null && date.length() == 4;
    }

    private static int index(YearMonth month) {
        return (int) month.getLong(ChronoField.PROLEPTIC_MONTH);
    }
}
