package ai.refit.llm.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.refit.llm.document.DocumentProperties.Ocr;
import ai.refit.llm.document.DocumentText.Origin;
import ai.refit.llm.document.NastyDocuments.Nasty;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

final class DocumentReaderTest {

    private static final DocumentReader READER = new DocumentReader(NastyDocuments.limits());

    static Stream<Nasty> nasty() {
        return NastyDocuments.all();
    }

    @ParameterizedTest
    @MethodSource("nasty")
    void anyDocumentEndsAsItMust(Nasty document) {
        assertThat(document.endings()).contains(ending(document.bytes()));
    }

    @Test
    void aDamagedDocumentIsReadOrRefusedAndNothingElse() {
        byte[] whole = NastyDocuments.runningLines();

        for (int seed = 0; seed < 100; seed++) {
            assertThat(ending(NastyDocuments.damaged(whole, seed)))
                    .as("seed " + seed)
                    .isIn(NastyDocuments.READ, "PDF_BROKEN", "EMPTY_DOCUMENT", "PDF_ENCRYPTED", "DOCUMENT_TOO_LARGE");
        }
    }

    @Test
    void aRefusalTellsTheLimitAndNothingOfTheContent() {
        assertThatThrownBy(() -> READER.read(NastyDocuments.pages(51)))
                .hasMessage("TOO_MANY_PAGES: The document has more than 50 pages.");
    }

    @Test
    void aReadingThatIsGivenUpLeavesNoThreadBehind() {
        var impatient = new DocumentReader(NastyDocuments.impatientLimits());

        assertThatThrownBy(() -> impatient.read(NastyDocuments.endless())).hasMessageStartingWith("DOCUMENT_TIMEOUT");

        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("document-reading"))
                .forEach(thread -> assertThat(joined(thread)).isTrue());
    }

    @Test
    void anInterruptedCallerDoesNotWait() {
        byte[] document = NastyDocuments.text("hello there");
        Thread.currentThread().interrupt();

        assertThat(ending(document)).isEqualTo("DOCUMENT_TIMEOUT");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void textThatNobodySeesIsLeftOutAndCounted() {
        DocumentText read = READER.read(NastyDocuments.hiddenText());

        assertThat(read.text()).isEqualTo(NastyDocuments.SEEN);
        assertThat(read.hidden())
                .isEqualTo(9 * NastyDocuments.INJECTED.replace(" ", "").length());
    }

    @Test
    void whiteTextOnADarkGroundIsSeen() {
        DocumentText read = READER.read(NastyDocuments.whiteOnDark());

        assertThat(read.text()).isEqualTo(NastyDocuments.SEEN);
        assertThat(read.hidden()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void twoColumnsAreReadOneAfterTheOther(boolean across) {
        String text = READER.read(NastyDocuments.twoColumns(across)).text();

        assertThat(text.lines().filter(line -> !line.isEmpty()))
                .containsExactlyElementsOf(Stream.of("left", "right")
                        .flatMap(side ->
                                IntStream.range(0, 8).mapToObj(row -> side + " column with its line number " + row))
                        .toList());
    }

    @Test
    void theCellsOfATableAreDividedByTabs() {
        assertThat(READER.read(NastyDocuments.table()).text())
                .isEqualTo("Period\tCompany\tRole\n2020 - 2022\tAcme\tDeveloper\n2022 - now\tInitech\tLead");
    }

    @Test
    void whatEachPageRepeatsIsSaidOnceAndPageNumbersNever() {
        assertThat(READER.read(NastyDocuments.runningLines()).text()).isEqualTo("""
                        Curriculum of a developer

                        What stands on page 1 of this document is infrastructure and more
                        What stands on page 2 of this document is infrastructure and more
                        What stands on page 3 of this document is infrastructure and more""");
    }

    @Test
    void charactersWithoutAFaceGoAndTheOthersStay() {
        assertThat(READER.read(NastyDocuments.strangeCharacters()).text()).isEqualTo("A B\u05D0\uD83D\uDE00A\uD55C");
    }

    @Test
    void aTextIsCleanedLikeADocument() {
        DocumentText text = READER.ofText(
                "\uFEFF이력서\r\n\r\n\r\n\r\n\u1112\u1161\u11AB글\u0001과\u00A0ﬁle \u200Bzero\u202E  wide\f교육  \uDB40\uDC41\uDB40\uDC42끝 ");

        assertThat(text.text()).isEqualTo("이력서\n\n한글 과 file zero wide\n교육 끝");
        assertThat(text.origin()).isEqualTo(Origin.TEXT);
        assertThat(text.pages()).isOne();
        assertThat(text.hidden()).isEqualTo(5);
    }

    @Test
    void aTextOfNothingOrOfTooMuchIsRefused() {
        assertThatThrownBy(() -> READER.ofText(" \u200B\n\u0001")).hasMessageStartingWith("EMPTY_DOCUMENT");
        assertThatThrownBy(() -> READER.ofText("a".repeat(20_001)))
                .hasMessage("DOCUMENT_TOO_LARGE: The document has more than 20000 characters.");
    }

    @Test
    void aLimitOutOfItsRangeIsRefusedWithItsName() {
        assertThatThrownBy(() -> new DocumentProperties(
                        DataSize.ofBytes(1), DataSize.ofMegabytes(64), 1, 1, Duration.ofSeconds(1), Ocr.OFF))
                .hasMessage("max-bytes: 1B (expected: 1024B to 536870912B)");
    }

    private static String ending(byte[] document) {
        try {
            READER.read(document);
            return NastyDocuments.READ;
        } catch (UnreadableDocument e) {
            return e.code();
        }
    }

    private static boolean joined(Thread thread) {
        try {
            return thread.join(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
