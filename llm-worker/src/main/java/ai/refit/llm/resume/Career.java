package ai.refit.llm.resume;

import ai.refit.contracts.analysis.ResumeContent.WorkExperience;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How long someone has worked. A fresher is who has not worked at all, only as an intern or beside school, or for less than
 * {@value #FRESHER_MONTHS} months in all; months of several employments at once count once. An employment without dates is
 * long enough.
 */
final class Career {

    static final int FRESHER_MONTHS = 12;

    private final Words internship;
    private final YearMonth today;

    Career(Words internship, YearMonth today) {
        this.internship = internship;
        this.today = today;
    }

    boolean isFresher(List<WorkExperience> work) {
        Set<YearMonth> months = new HashSet<>();
        for (WorkExperience employment : work) {
            if (isInternship(employment)) {
                continue;
            }
            String start = employment.startDate();
            if (start == null) {
                return false;
            }
            String end = employment.endDate() == null ? start : employment.endDate();
            YearMonth last = Period.last(end, today);
            for (YearMonth month = Period.first(start); !month.isAfter(last); month = month.plusMonths(1)) {
                months.add(month);
            }
        }
        return months.size() < FRESHER_MONTHS;
    }

    private boolean isInternship(WorkExperience employment) {
        return employment.position() != null && internship.standIn(employment.position())
                || employment.job() != null && internship.standIn(employment.job());
    }
}
