package ai.refit.llm.report;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.contracts.analysis.ResumeContent;
import ai.refit.contracts.analysis.ResumeContent.WorkExperience;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CareerTest {

    @ParameterizedTest
    @CsvSource({
        "2020-03, 2022-02, 24",
        "2020-03-15, 2020-03-20, 1",
        "2026-01, present, 11",
        "2025-12, 2027-05, 12",
        "2020, 2022, 25",
        "2021, 2021, 12",
        "2022-02, 2020-03, 0",
        "2022-02, , 0",
        ", 2022-02, 0",
        "2022-13, 2023-01, 0",
        "지난해, 2023-01, 0"
    })
    void bothMonthsCount(String start, String end, int months) {
        assertThat(career(work(start, end)).months(work -> true)).isEqualTo(months);
    }

    @Test
    void monthsOfTwoJobsAtOnceCountOnce() {
        assertThat(career(work("2020-01", "2020-12"), work("2020-07", "2021-06"))
                        .months(work -> true))
                .isEqualTo(18);
    }

    @Test
    void onlyTheJobsChosenCount() {
        assertThat(career(work("2020-01", "2020-12"), work("2021-01", "2021-06"))
                        .months(work -> "2021-01".equals(work.startDate())))
                .isEqualTo(6);
    }

    @Test
    void aGapIsWhereNobodyEmployedThem() {
        Career career = career(work("2021-01", "2021-06"), work("2020-01", "2020-03"), work("2020-02", "2020-02"));

        assertThat(career.gaps(6)).containsExactly(new Career.Gap(YearMonth.of(2020, 4), YearMonth.of(2020, 12)));
        assertThat(career.gaps(10)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            경력 3년 이상                                | 3
            백엔드 개발 경력 3~5년                          | 3
            Java 5년차 이상                             | 5
            실무 2년 이상                                | 2
            3+ years of experience                   | 3
            at least five years of backend work      | 5
            one year of React                        | 1
            ten years in sales                       | 10
            2-4 years of experience                  | 2
            2023년 이후 졸업자                            | -1
            원활한 소통 능력                              | -1
            Java 17                                  | -1
            """)
    void yearsAreReadFromWhatIsAsked(String requirement, int years) {
        assertThat(AskedYears.in(requirement).orElse(-1)).isEqualTo(years);
    }

    private static Career career(WorkExperience... work) {
        return Career.of(
                new ResumeContent(List.of(work), List.of(), List.of(), List.of(), List.of(), List.of(), List.of()),
                LocalDate.of(2026, 11, 24));
    }

    private static WorkExperience work(String start, String end) {
        return new WorkExperience("한빛", null, null, start, end, null);
    }
}
