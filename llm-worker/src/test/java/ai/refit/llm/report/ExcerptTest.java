package ai.refit.llm.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {

    @Test
    void sentencesAreCutAtTheirEnds() {
        assertThat(Excerpt.sentences("첫 문장입니다. 둘째 문장입니다.", 12)).isEqualTo("첫 문장입니다.");
        assertThat(Excerpt.sentences("version 3.5 is out. More follows here.", 25))
                .isEqualTo("version 3.5 is out.");
        assertThat(Excerpt.sentences("짧습니다.", 12)).isEqualTo("짧습니다.");
    }

    @Test
    void aSentenceThatIsTooLongIsCutBetweenWords() {
        assertThat(Excerpt.sentences("one two three four five", 12)).isEqualTo("one two…");
        assertThat(Excerpt.of("가나다라마바사", 5)).isEqualTo("가나다라…");
        assertThat(Excerpt.of("ab😀😀", 4)).isEqualTo("ab…");
    }
}
