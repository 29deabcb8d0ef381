package ai.refit.llm.fetch;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PageCharsetTest {

    private static final Charset CP949 = Charset.forName("x-windows-949");

    @ParameterizedTest
    @ValueSource(strings = {"euc-kr", "EUC-KR", "ks_c_5601-1987", "cp949", "ms949"})
    void koreanCharsetsUnderAllTheirNamesHoldAllSyllables(String name) {
        assertThat(new PageCharset(name).decode("똠뷁 채용".getBytes(CP949))).isEqualTo("똠뷁 채용");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<meta charset=euc-kr>",
                "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=euc-kr\">",
                "<?xml version=\"1.0\" encoding='euc-kr'?>"
            })
    void aPageSaysItsCharsetItself(String declaration) {
        String page = declaration + "<p>뷁</p>";

        assertThat(new PageCharset(null).decode(page.getBytes(CP949))).isEqualTo(page);
    }

    @Test
    void theHeaderIsStrongerThanThePage() {
        String page = "<meta charset=euc-kr><p>뷁</p>";

        assertThat(new PageCharset("utf-8").decode(page.getBytes(UTF_8))).isEqualTo(page);
    }

    @Test
    void aByteOrderMarkIsStrongerThanAll() {
        assertThat(new PageCharset("euc-kr").decode("\uFEFF채용".getBytes(UTF_8))).isEqualTo("채용");
        assertThat(new PageCharset("euc-kr").decode("\uFEFF채용".getBytes(UTF_16BE)))
                .isEqualTo("채용");
        assertThat(new PageCharset("euc-kr").decode("\uFEFF채용".getBytes(UTF_16LE)))
                .isEqualTo("채용");
    }

    @Test
    void withoutAWordItIsUtf8OrWhatKoreanPagesHadBefore() {
        assertThat(new PageCharset(null).decode("채용".getBytes(UTF_8))).isEqualTo("채용");
        assertThat(new PageCharset(null).decode("채용 뷁".getBytes(CP949))).isEqualTo("채용 뷁");
        assertThat(new PageCharset("no-such-charset").decode("채용".getBytes(CP949)))
                .isEqualTo("채용");
        assertThat(new PageCharset(null).decode("<meta charset=utf-16>채용".getBytes(UTF_8)))
                .endsWith("채용");
    }
}
