package ai.refit.llm.resume;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatesTest {

    private final Dates dates = new Dates(new WordTable("words.tsv").words("present"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "2020.03 ~ 2023.02                 | 2020-03    | 2023-02",
                "2020. 03. ~ 2023. 02.             | 2020-03    | 2023-02",
                "2020년 3월 – 현재                  | 2020-03    | present",
                "2020년 3월부터 2023년 2월까지       | 2020-03    | 2023-02",
                "2020년 3월 ~ 8월                   | 2020-03    | 2020-08",
                "2020.03.02 ~ 2020.12.31           | 2020-03-02 | 2020-12-31",
                "2020-03-01 – 2021-04-30           | 2020-03-01 | 2021-04-30",
                "2020-03 - 2021-04                 | 2020-03    | 2021-04",
                "2020/03~2021/04                   | 2020-03    | 2021-04",
                "Mar 2020 – Present                | 2020-03    | present",
                "March 2020 - Sept. 2021           | 2020-03    | 2021-09",
                "May – Aug 2021                    | 2021-05    | 2021-08",
                "03/2020 — 11/2021                 | 2020-03    | 2021-11",
                "1 March 2020 to 30 June 2021      | 2020-03    | 2021-06",
                "'20.3 ~ '21.12                    | 2020-03    | 2021-12",
                "20.03 ~ 22.07                     | 2020-03    | 2022-07",
                "20.03 ~ 현재                       | 2020-03    | present",
                "2018 – 2020                       | 2018       | 2020",
                "2018-2020                         | 2018       | 2020",
                "2018 – 20                         | 2018       | 2020",
                "Since 2019                        | 2019       | present",
                "2022.08 ~                         | 2022-08    | present",
                "2021.06 ~ 재직중                    | 2021-06    | present",
                "Jan '19 - Feb '20                 | 2019-01    | 2020-02",
                "Summer 2020 - Fall 2021           | 2020       | 2021",
                "(2012.03 ~ 2018.02)               | 2012-03    | 2018-02",
            })
    void aRangeIsReadHoweverItIsWritten(String line, String start, String end) {
        assertThat(dates.in(line)).extracting(Dated::period).containsExactly(new Period(start, end));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "정보처리기사 (2019.11.22)      | 2019-11-22",
                "Awarded March 1, 2020         | 2020-03",
                "2017학년도 장학금               | 2017",
                "2019년 5월 취득                 | 2019-05",
                "2015. 04. 17                  | 2015-04-17",
            })
    void oneDateHasNoEnd(String line, String date) {
        assertThat(dates.in(line)).extracting(Dated::period).containsExactly(new Period(date, null));
    }

    @Test
    void numbersAreNoDates() {
        for (String line : List.of(
                "일 2000만 건을 처리",
                "2,000 requests per second",
                "평점 3.92 / 4.5",
                "99.97% uptime",
                "[PHONE_1]",
                "TOEIC 890",
                "v1.20.2020")) {
            assertThat(dates.in(line)).as(line).isEmpty();
        }
    }
}
