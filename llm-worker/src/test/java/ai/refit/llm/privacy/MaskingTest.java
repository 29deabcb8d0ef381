package ai.refit.llm.privacy;

import static ai.refit.llm.privacy.PersonalData.ADDRESS;
import static ai.refit.llm.privacy.PersonalData.BIRTH_DATE;
import static ai.refit.llm.privacy.PersonalData.EMAIL;
import static ai.refit.llm.privacy.PersonalData.NAME;
import static ai.refit.llm.privacy.PersonalData.PHONE;
import static ai.refit.llm.privacy.PersonalData.RESIDENT_NUMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import ai.refit.contracts.vocabulary.Aliases;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MaskingTest {

    private static final Masking MASKING = new Masking(Aliases.shipped());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "010-1234-5678",
                "010 1234 5678",
                "010.1234.5678",
                "01012345678",
                "010 - 1234 - 5678",
                "(010)1234-5678",
                "+82 10-1234-5678",
                "+82-10-1234-5678",
                "+82)10-1234-5678",
                "+82 (0)10 1234 5678",
                "016-234-5678",
                "02-123-4567",
                "(02) 123-4567",
                "02)123-4567",
                "031-123-4567",
                "070-1234-5678",
                "+1 415-555-2671",
                "+1 (415) 555-2671",
                "(415) 555-2671",
                "415-555-2671",
                "+49 30 123456",
                "+90-541-999-99-99",
                "0541 999 99 99",
            })
    void aPhoneNumberIsMasked(String phone) {
        Masked masked = MASKING.mask("경력 3년\n연락 " + phone + " 입니다", List.of());

        assertThat(masked.text()).isEqualTo("경력 3년\n연락 [PHONE_1] 입니다");
        assertThat(masked.originals()).containsEntry("[PHONE_1]", phone);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "doyun.han@example.com",
                "a_b+c@mail.example.co.kr",
                "doyun (at) example.com",
                "doyun[at]example.com",
                "doyun [at] example [dot] com",
                "doyun(골뱅이)example.com",
                "doyun at example dot com",
            })
    void anEmailIsMasked(String email) {
        Masked masked = MASKING.mask("문의: " + email + "로", List.of());

        assertThat(masked.text()).isEqualTo("문의: [EMAIL_1]로");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "980302-1234567",
                "980302-5234567",
                "980302-1******",
                "980302 - 1234567",
                "980302-2xxxxxx",
                "9803021234563"
            })
    void aResidentNumberIsMasked(String number) {
        Masked masked = MASKING.mask("번호 " + number, List.of());

        assertThat(masked.text()).isEqualTo("번호 [RESIDENT_NUMBER_1]");
    }

    @Test
    void aCompanyWithAPeriodIsNobodysName() {
        String resume = "이력서\n경력\n한빛테크 (2021.03 ~ 2024.02) 백엔드 개발자\n누리물류 2020 - 현재\n";
        assertThat(new Masking(Aliases.shipped()).mask(resume, List.of()).text())
                .isEqualTo(resume);
    }

    @Test
    void aLabelMakesSixDigitsAndMoreAResidentNumber() {
        assertThat(MASKING.mask("주민등록번호: 9803021234567", List.of()).counts()).containsEntry(RESIDENT_NUMBER, 1);
        assertThat(MASKING.mask("외국인등록번호\t980302-5******", List.of()).counts()).containsEntry(RESIDENT_NUMBER, 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "서울특별시 마포구 가상로 12길 34, 101동 1203호",
                "서울 강남구 테헤란로 123",
                "경기도 성남시 분당구 판교역로 235, 3층",
                "서울시 마포구 서교동 123-45",
                "부산광역시 해운대구 우동 1500번지",
                "강원도 춘천시 남산면 가상리 산 12-3",
                "04001 서울특별시 마포구 월드컵로 10",
                "1600 Amphitheatre Parkway, Mountain View, CA 94043",
                "221B Baker Street, London",
                "12 Oak Avenue, Apt 4",
                "123, Teheran-ro, Gangnam-gu, Seoul",
            })
    void anAddressIsMasked(String address) {
        Masked masked = MASKING.mask("사는 곳 " + address, List.of());

        assertThat(masked.text()).isEqualTo("사는 곳 [ADDRESS_1]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            생년월일: 1998.03.02          | 생년월일: [BIRTH_DATE_1]
            생년월일 1998년 3월 2일       | 생년월일 [BIRTH_DATE_1]
            생년월일(만 나이): 1998-03-02 | 생년월일(만 나이): [BIRTH_DATE_1]
            생년월일 980302               | 생년월일 [BIRTH_DATE_1]
            출생 19980302                 | 출생 [BIRTH_DATE_1]
            Date of Birth: March 2, 1998  | Date of Birth: [BIRTH_DATE_1]
            DOB: 02/03/1998               | DOB: [BIRTH_DATE_1]
            Born 2 March 1998             | Born [BIRTH_DATE_1]
            1998.03.02 (만 27세)          | [BIRTH_DATE_1]
            1998년생                      | [BIRTH_DATE_1]
            98년 3월 2일 출생             | [BIRTH_DATE_1]
            """)
    void aBirthDateIsMaskedWhereALabelOrAnAgeSaysThatItIsOne(String text, String expected) {
        String masked = MASKING.mask(text, List.of()).text();

        assertThat(masked.startsWith("[") ? masked.substring(0, "[BIRTH_DATE_1]".length()) : masked)
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2020.03 - 2023.02",
                "2020.03.02 ~ 2023.02.28",
                "2019-01-02 - 2020-03-04",
                "02.2020 - 03.2021",
                "Java 17, Spring Boot 3.4.1",
                "Python 3.12.1, Node 20.11.0",
                "ports 010, 8080, 9092",
                "포트 8080 8081 8082 9092",
                "학점 3.5/4.5, 3.92 / 4.5",
                "10.0.12.34, 192.168.100.200:8080",
                "version 1.2.3.4",
                "연봉 4,500만원, 매출 1,234,567,890원",
                "requisition REQ-2023-0101-1234, JIRA-12345",
                "응답시간 320ms → 85ms, 일 1,200만 건",
                "DOI 10.1109/TASC.2023.3340648",
                "사업자등록번호 123-45-67890",
                "US Patent 11,234,567",
                "커밋 1a2b3c4d5e6f7890, 이슈 #1234",
                "1712312345678 밀리초",
                "서울 마포구에서 근무, 서울특별시",
                "강남구 소재 회사로 3년 근무",
                "서울 강남 회사로 10명 이직",
                "대기업으로 3개월, 스타트업으로 1년",
                "git@github.com:spring-projects/spring-boot.git",
                "github.com/spring-projects/spring-boot",
                "@Transactional, user@ host",
                "IP 주소: 10.1.2.3",
                "Memory address: 0x7fff5694dc58",
                "Google Cloud, Apple Music, Amazon Prime, Netflix Studio",
                "정보처리기사 2019.11.22 합격",
                "육군 병장 만기전역 (2015.06 ~ 2017.03)",
                "Project Name: Apollo Gateway",
                "2018 Open Source Drive",
                "Led 12 Data Science Road maps",
                "TOEIC 890, JLPT N1",
                "지원 분야: 백엔드",
                "이번 프로젝트의 이름은 다온이며 3년 동안 운영",
            })
    void whatOnlyLooksLikeItStays(String text) {
        String line = "경력 기술\n보유 기술과 경력\n주요 업무\n실적\n" + text;

        assertThat(MASKING.mask(line, List.of()).text()).isEqualTo(line);
    }

    @Test
    void aGivenNameIsMaskedHoweverItIsWritten() {
        Masked masked = MASKING.mask(
                "저는 홍길동입니다. 홍 길동, 홍길동님, 홍길동은. 길동님! John Doe; DOE, JOHN; Doe John. John's work",
                List.of("홍길동", "John Doe"));

        assertThat(masked.text()).doesNotContain("길동", "John", "JOHN", "Doe", "DOE");
        assertThat(masked.text()).startsWith("저는 [NAME_1]입니다.");
        assertThat(masked.counts().get(NAME)).isEqualTo(9);
    }

    @Test
    void aGivenNameThatIsAWordIsMaskedOnlyAsAName() {
        assertThat(MASKING.mask("Will said that he will. WILL", List.of("Will")).text())
                .isEqualTo("[NAME_1] said that he will. [NAME_2]");
    }

    @Test
    void aShortNameIsNotFoundInOtherWords() {
        String text = "허준\n이수 과목: 알고리즘. 교육을 이수하였습니다. 허준혁신";

        assertThat(MASKING.mask(text, List.of("허준", "이수")).text())
                .isEqualTo("[NAME_1]\n[NAME_2] 과목: 알고리즘. 교육을 이수하였습니다. 허준혁신");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            성명 : 한도윤            | 한도윤
            성 명: 한 도 윤          | 한 도 윤
            이름: 남궁민수 (Namgung Minsu) | 남궁민수
            Name: Jane A. Smith      | Jane A. Smith
            Full Name: José Álvarez  | José Álvarez
            지원자: 김철수           | 김철수
            """)
    void aLabelledNameIsMaskedWhereverItStands(String label, String name) {
        Masked masked = MASKING.mask("이력서\n" + label + "\n...\n끝으로 " + name + " 드림", List.of());

        assertThat(masked.text()).doesNotContain(name).contains("드림");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            한도윤                            | 한도윤
            이력서\\n한도윤                   | 한도윤
            한 도 윤\\n백엔드 개발자          | 한 도 윤
            백엔드 개발자 한도윤              | 한도윤
            안녕하세요, 백엔드 개발자 한도윤입니다. | 한도윤
            한도윤 이력서                     | 한도윤
            한도윤 - 백엔드 개발자            | 한도윤
            Resume\\nJohn Doe                 | John Doe
            JOHN DOE                          | JOHN DOE
            John Doe, Software Engineer       | John Doe
            Backend Engineer \\t John Doe     | John Doe
            안녕하세요, 한도윤입니다.         | 한도윤
            Hello, I'm Jane Smith             | Jane Smith
            성명 홍길동 생년월일 비공개       | 홍길동
            Last updated in Mar 2026\\n\\nJohn Doe | John Doe
            """)
    void theNameOnTheTitleLineIsMasked(String title, String name) {
        String text = title.replace("\\n", "\n").replace("\\t", "\t") + "\n\n경력\n2020.03 ~ 현재 누리페이먼츠";

        Masked masked = MASKING.mask(text, List.of());

        assertThat(masked.originals()).containsEntry("[NAME_1]", name);
        assertThat(masked.text()).contains("2020.03 ~ 현재 누리페이먼츠");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "이력서",
                "경력사항",
                "인적사항",
                "지원서",
                "백엔드 개발자",
                "신입 개발자",
                "Resume",
                "Curriculum Vitae",
                "Software Engineer",
                "Senior Product Manager",
                "Spring Boot",
                "Work Experience",
                "Professional Summary",
                "Seoul National University",
                "San Francisco, CA",
                "Welcome to RenderCV",
                "채용공고",
                "서버 개발",
                "데이터 분석가",
                "한국대학교",
                "전기기사",
            })
    void aHeadingOrAnOccupationOnTheTitleLineIsNoName(String title) {
        String text = title + "\n\n경력\n2020.03 ~ 현재 누리페이먼츠";

        assertThat(MASKING.mask(text, List.of()).text()).isEqualTo(text);
    }

    @Test
    void aTableOfLabelsAboveItsValuesIsRead() {
        Masked masked = MASKING.mask("성명\t생년월일\t주소\n한도윤\t1995.04.17\t가상시 가상로 1\n", List.of());

        assertThat(masked.text()).isEqualTo("성명\t생년월일\t주소\n[NAME_1]\t[BIRTH_DATE_1]\t[ADDRESS_1]\n");
    }

    @Test
    void anAccountNamedAfterItsOwnerIsMaskedAndAProjectIsNot() {
        Masked masked = MASKING.mask(
                "John Doe\nlinkedin.com/in/johnny-d | github.com/jd77 | github.com/johndoe/tools | github.com/apache/kafka"
                        + "\nhttps://velog.io/@jdoe/posts https://jd.tistory.com/12, jd77.github.io",
                List.of());

        assertThat(masked.text())
                .isEqualTo(
                        "[NAME_1]\nlinkedin.com/in/[NAME_2] | github.com/[NAME_3] | github.com/[NAME_4]/tools | github.com/apache/kafka"
                                + "\nhttps://velog.io/@[NAME_5]/posts https://[NAME_6].tistory.com/12, [NAME_3].github.io");
    }

    @Test
    void theSameValueHasTheSamePlaceholderAndEveryPlaceIsCounted() {
        Masked masked = MASKING.mask("010-1234-5678, 02-123-4567, 010-1234-5678", List.of());

        assertThat(masked.text()).isEqualTo("[PHONE_1], [PHONE_2], [PHONE_1]");
        assertThat(masked.counts()).containsEntry(PHONE, 3).doesNotContainKeys(EMAIL, ADDRESS, BIRTH_DATE);
    }

    @Test
    void revealingGivesTheTextBackThoughItHoldsPlaceholdersOfItsOwn() {
        String text = "[PHONE_1] and [EMAIL_1] are placeholders; 010-1234-5678, a@example.com [PHONE_11]";

        Masked masked = MASKING.mask(text, List.of());

        assertThat(masked.text())
                .isEqualTo("[PHONE_1] and [EMAIL_1] are placeholders; [PHONE_2], [EMAIL_2] [PHONE_11]");
        assertThat(masked.reveal(masked.text())).isEqualTo(text);
    }

    @Test
    void whatIsMaskedAlreadyStaysAsItIs() {
        Masked once = MASKING.mask("한도윤\n010-1234-5678 a@example.com 서울 강남구 테헤란로 123", List.of());

        assertThat(MASKING.mask(once.text(), List.of("한도윤")).text()).isEqualTo(once.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ", "a'", "a.b@", "010-", "생일 ", "이름: ", "주소\t", "서울 강남구 ", "A Bb ", "가 나 ", "[PHONE_", "+1 ", "1 Aa "
            })
    void aTextMadeToTakeForEverDoesNot(String again) {
        String text = "성명" + again.repeat(50_000 / again.length()) + "\n전화" + " ".repeat(30_000) + "x";

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> MASKING.mask(text, List.of("홍길동", "John Doe")));
    }

    @Test
    void aMaskedTextKeepsItsDataOutOfLogs() {
        assertThat(MASKING.mask("010-1234-5678", List.of())).hasToString("Masked[{PHONE=1}]");
    }
}
