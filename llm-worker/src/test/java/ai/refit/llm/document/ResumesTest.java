package ai.refit.llm.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.refit.contracts.vocabulary.Aliases;
import ai.refit.llm.document.DocumentText.Origin;
import ai.refit.llm.privacy.Masked;
import ai.refit.llm.privacy.Masking;
import ai.refit.llm.privacy.PersonalData;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The résumés of the test data, read and masked. */
final class ResumesTest {

    private static final DocumentReader READER = new DocumentReader(TestResumes.limits());
    private static final Masking MASKING = new Masking(Aliases.shipped());

    private static final String KOREAN = "ko_table_backend_chromium.pdf";
    private static final String SCANNED = "ko_scanned_image_backend.pdf";

    @Test
    void theRowsOfAKoreanTableKeepTheirCellsAndTheWordsTheirSpaces() {
        DocumentText read = READER.read(TestResumes.bytes(KOREAN));

        assertThat(read.origin()).isEqualTo(Origin.PDF);
        assertThat(read.pages()).isOne();
        assertThat(read.hidden()).isZero();
        assertThat(read.text())
                .startsWith("이력서\n")
                .containsSubsequence(
                        "성명\t한도윤 (Han Do-yun)\t생년월일\t1995. 04. 17\n",
                        "주소\t서울특별시 마포구 가상로 12길 34, 101동 1203호\n",
                        "\n학력 사항\n",
                        "2014.03 ~ 2020.02\t한빛가상대학교\t컴퓨터공학과 (학사)\t3.92 / 4.5\n",
                        "\n경력 사항 (총 4년 2개월)\n",
                        "기간\t회사\t직책\t담당 업무\n",
                        "2022.08 ~ 현재\t(주)누리페이먼츠\t백엔드 엔지니어 / 주임\t결제 승인 서버를\nSpring Boot 3 · Kotlin\n",
                        "2020.07 ~ 2022.07\t가온커머스\t서버 개발자 / 사원\t상품·주문 REST API",
                        "Java, Kotlin, Spring Boot, Spring WebFlux",
                        "2019.11.22\t정보처리기사\t합격\t한국산업인력공단\n2021.05.09\tTOEIC\t890\tETS\n",
                        "육군 병장 만기전역 (2015.06 ~ 2017.03)");
    }

    @Test
    void whatStandsInTheMarginOfAnEntryJoinsItsHeading() {
        DocumentText read = READER.read(TestResumes.bytes("rendercv_classic_typst.pdf"));

        assertThat(read.pages()).isEqualTo(2);
        assertThat(read.text())
                .containsSubsequence(
                        "John Doe\n",
                        "San Francisco, CA\tjohn.doe@email.com",
                        "PhD\tPrinceton University, Computer Science\tPrinceton, NJ\tSept 2018 – May 2023\n• Thesis",
                        "BS\tBoğaziçi University, Computer Engineering\tIstanbul, Türkiye\tSept 2014 – June 2018\n• GPA",
                        "\nNexus AI, Co-Founder & CTO\tSan Francisco, CA\tJune 2023 – present\t2 years 10 months\n• Built",
                        "(spotlight presentation, top 5% of submissions)",
                        "low-resource language modeling\n",
                        "FlashInfer\tJan 2023 – present\nOpen-source library",
                        "Languages: Python, C++, CUDA, Rust, Julia")
                .doesNotContain("1/2", "2/2");
    }

    @Test
    void anotherTemplateReadsAlike() {
        assertThat(READER.read(TestResumes.bytes("rendercv_harvard_typst.pdf")).text())
                .containsSubsequence(
                        "John Doe\n",
                        "PhD\tPrinceton University, PhD in Computer Science – Princeton, NJ\tSept 2018 – May 2023",
                        "Nexus AI, Co-Founder & CTO – San Francisco, CA\tJune 2023 – present",
                        "NVIDIA Research, Research Intern – Santa Clara, CA\tMay 2022 – Aug 2022");
    }

    @Test
    void texWithoutSpacesAndWithIconsReadsAsItLooks() {
        assertThat(READER.read(TestResumes.bytes("rendercv_sb2nov_pdftex.pdf")).text())
                .containsSubsequence(
                        "John Doe\n",
                        "Your Location\tyouremail@yourdomain.com\t0541 999 99 99\tyourwebsite.com\tyourusername\n",
                        "RenderCV is a LaTeX-based CV/resume version-control",
                        "University of Pennsylvania\tSept 2000 – May 2005\nBS in Computer Science\n",
                        "Software Engineer\tCupertino, CA\nApple\tJune 2005 – Aug 2007\n◦ Reduced",
                        "chalkboard\"\nwith each person’s edits synchronized",
                        "Technologies: .NET, Microsoft SQL Server, XCode, Interface Builder")
                .doesNotContain("Page 1 of 2", "+Your", "#your", "ð", "§")
                .doesNotContainPattern("[\\x00-\\x08\\x0B-\\x1F]");
    }

    @Test
    void aScannedPageIsRecognisedInItsRows() {
        byte[] scanned = TestResumes.bytes(SCANNED);
        assumeThat(Tesseract.installed()).as("tesseract with kor and eng").isPresent();

        DocumentText read = READER.read(scanned);

        assertThat(read.origin()).isEqualTo(Origin.OCR);
        assertThat(read.text())
                .containsSubsequence(
                        "성명\t한도윤 (Han Do-yun)\t생년월일\t1995. 04. 17\n",
                        "한빛가상대학교\t컴퓨터공학과",
                        "2022.08 ~ 현재\t(주)누리페이먼츠\t",
                        "정보처리기사\t합격\t한국산업인력공단");
        assertNothingIsLeft(
                MASKING.mask(read.text(), List.of()), "한도윤", "Do-yun", "010-0000-4821", "4821", "doyun", "가상로", "1995");
    }

    @Test
    void nothingPersonalOfTheKoreanResumeIsLeft() {
        Masked masked = MASKING.mask(READER.read(TestResumes.bytes(KOREAN)).text(), List.of());

        assertNothingIsLeft(
                masked, "한도윤", "Do-yun", "010-0000-4821", "4821", "doyun", "example.com", "가상로", "1203호", "1995");
        assertThat(masked.counts())
                .containsOnlyKeys(
                        PersonalData.NAME,
                        PersonalData.PHONE,
                        PersonalData.EMAIL,
                        PersonalData.ADDRESS,
                        PersonalData.BIRTH_DATE);
        assertThat(masked.text())
                .contains("백엔드 개발자", "한빛가상대학교", "(주)누리페이먼츠", "2014.03 ~ 2020.02", "정보처리기사", "2019.11.22");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rendercv_classic_typst.pdf", "rendercv_harvard_typst.pdf", "rendercv_sb2nov_pdftex.pdf"})
    void nothingPersonalOfTheEnglishResumesIsLeft(String file) {
        Masked masked = MASKING.mask(READER.read(TestResumes.bytes(file)).text(), List.of());

        assertNothingIsLeft(masked, "John Doe", "John", "Doe", "john.doe", "youremail", "0541");
        assertThat(masked.counts()).containsKeys(PersonalData.NAME, PersonalData.EMAIL);
        assertThat(masked.counts().get(PersonalData.NAME)).isLessThan(7);
        assertThat(masked.text()).contains("Education", "Experience");
    }

    private static void assertNothingIsLeft(Masked masked, String... data) {
        assertThat(masked.text()).doesNotContain(data);
        assertThat(masked.counts().values()).allMatch(count -> count > 0);
    }
}
