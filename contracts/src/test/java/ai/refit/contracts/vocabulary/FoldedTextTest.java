package ai.refit.contracts.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import org.junit.jupiter.api.Test;

class FoldedTextTest {

    @Test
    void caseWidthAndBlanksAreOneSpelling() {
        assertThat(FoldedText.fold("  Ｓｐｒｉｎｇ　 BOOT\t3 ")).isEqualTo("spring boot 3");
    }

    @Test
    void decomposedHangulIsComposed() {
        String decomposed = Normalizer.normalize("백엔드 개발자", Normalizer.Form.NFD);

        assertThat(FoldedText.fold(decomposed)).isEqualTo("백엔드 개발자");
    }

    @Test
    void everyCharacterKnowsItsPlaceInTheOriginal() {
        String original = "저는  " + Normalizer.normalize("각", Normalizer.Form.NFD) + "\u200B Ｊava";
        FoldedText folded = FoldedText.of(original);

        assertThat(folded.text()).isEqualTo("저는 각 java");
        int from = folded.text().indexOf("java");
        assertThat(original.substring(folded.start(from), folded.end(from + 4))).isEqualTo("Ｊava");
        int syllable = folded.text().indexOf("각");
        assertThat(original.substring(folded.start(syllable), folded.end(syllable + 1)))
                .isEqualTo(Normalizer.normalize("각", Normalizer.Form.NFD));
    }

    @Test
    void lineFeedsAreKeptAsTheBlankThatSeparatesLines() {
        assertThat(FoldedText.fold("Java \r\n  Spring")).isEqualTo("java\nspring");
    }

    @Test
    void aTextOfBlanksIsEmpty() {
        assertThat(FoldedText.fold(" \n\t ")).isEmpty();
    }
}
