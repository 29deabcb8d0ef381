package ai.refit.edge.postings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PostingAddressTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://www.Wanted.co.kr/wd/1                     | www.wanted.co.kr/wd/1
            http://www.wanted.co.kr:80/wd/1/                  | www.wanted.co.kr/wd/1
            https://a.example                                 | a.example/
            https://a.example:8443/x                          | a.example:8443/x
            https://a.example/x?b=2&a=1&utm_source=k&gclid=z  | a.example/x?a=1&b=2
            https://a.example/x?utm_medium=k                  | a.example/x
            https://a.example/x#apply                         | a.example/x
            https://a.example/#/jobs/7                        | a.example/#/jobs/7
            https://a.example/공고/7?q=%EA%B0%80              | a.example/공고/7?q=%EA%B0%80
            """)
    void whatChangesNothingAboutThePageIsLeftOut(String url, String normalised) {
        assertThat(PostingAddress.normalised(url)).isEqualTo(normalised);
    }

    @Test
    void aTextIsNeverTheSameAsAnAddress() {
        String url = "https://a.example/x";
        assertThat(PostingAddress.ofText(url)).isNotEqualTo(PostingAddress.ofUrl(url));
        assertThat(PostingAddress.ofText(" a ")).isEqualTo(PostingAddress.ofText("a"));
    }
}
