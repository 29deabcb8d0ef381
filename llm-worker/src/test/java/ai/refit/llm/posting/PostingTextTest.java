package ai.refit.llm.posting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PostingTextTest {

    private final PostingText text = new PostingText();

    @Test
    void aPlainTextStaysAsItIs() {
        assertThat(text.read(" 자격요건\n - a < b, C++ <Java>\n")).isEqualTo("자격요건\n - a < b, C++ <Java>");
    }

    @Test
    void headingsListsAndTablesKeepTheirForm() {
        assertThat(text.read("""
                <h1>서버 개발자</h1><p>첫 줄<br>둘째   줄</p>
                <h3>자격요건</h3><ul><li>Java</li><li><p>Spring</p><ul><li>Boot</li></ul></li></ul>
                <table><tr><th>학력</th><td>무관</td></tr><tr><th>업무</th><td><ul><li>개발</li></ul></td></tr></table>
                <table><tr><th>부문</th><th>업무</th><th>인원</th></tr><tr><td>서버</td><td>개발<br>운영</td><td>1</td></tr></table>
                <dl><dt>경력</dt><dd>신입</dd><dt>우대</dt><dd><p>AWS</p></dd></dl>
                """)).isEqualTo("""
                # 서버 개발자

                첫 줄
                둘째 줄

                ### 자격요건

                - Java
                - Spring

                - Boot

                학력\t무관
                업무

                - 개발

                부문\t업무\t인원
                서버\t개발 • 운영\t1

                경력\t신입
                우대

                AWS""");
    }

    @Test
    void whatNobodySeesOrEveryPageHasIsLeftOut() {
        assertThat(text.read("""
                <html><head><title>t</title><style>a{}</style></head><body><header>로고</header><nav>메뉴</nav>
                <div hidden>숨은 1</div><div style="DISPLAY : none">숨은 2</div><p aria-hidden="true">숨은 3</p>
                <p style="font-size:0px">숨은 4</p><p style="font-size:0.9em">보이는 글</p><script>var a</script>
                <div role="dialog">쿠키</div><form><button>지원</button></form><footer>회사</footer></body></html>
                """)).isEqualTo("t\n\n보이는 글");
    }

    @Test
    void titleAndCompanyComeFromWhatThePageHoldsForMachines() {
        assertThat(text.read("""
                <html><body><script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebPage","name":"x"},
                {"@type":["JobPosting"],"title":"서버 개발자","hiringOrganization":{"name":"가온"},
                "description":"<b>주요업무</b><br>- API 개발","skills":["Java","Kafka"]}]}</script>
                <div id="app"></div></body></html>
                """)).isEqualTo("""
                공고명: 서버 개발자
                회사명: 가온

                ## 소개
                주요업무
                - API 개발

                기술스택: Java, Kafka""");
    }

    @Test
    void dataOfScriptsAreReadWhereverThePostingStandsInThem() {
        assertThat(text.read("""
                <html><body><div id="root"></div><script>window.__STATE__ = {"job":{"company":{"name":"가온"},"detail":{"position":"서버 개발자",
                "main_tasks":"• API 개발\\n• 운영","requirements":"• Java"}}};</script></body></html>
                """)).isEqualTo("""
                공고명: 서버 개발자
                회사명: 가온

                ## 주요업무
                • API 개발
                • 운영

                자격요건: • Java""");
    }

    @Test
    void brokenDataForMachinesAreNoHindrance() {
        assertThat(
                        text.read(
                                "<script type=\"application/ld+json\">{\"@type\":\"JobPosting\",</script><p>자격요건</p><p>- Java</p>"))
                .isEqualTo("자격요건\n\n- Java");
    }
}
