package ai.refit.embedding.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WordPiecesTest {

    private static final List<String> VOCABULARY =
            List.of("개", "##개", "발", "##발", "자", "##자", "개발", "##발자", "a", "##a", "b", "##b", "ab", "@", "#", "##를");

    private final WordPieces pieces = new WordPieces(VOCABULARY);

    @Test
    void theLongestPieceIsTakenFirst() {
        assertThat(cut("개발자")).containsExactly("개발", "##자");
        assertThat(cut("발자")).containsExactly("발", "##자");
        assertThat(cut("abab")).containsExactly("ab", "##a", "##b");
    }

    @Test
    void aWordMayBeAPieceItself() {
        assertThat(cut("개발")).containsExactly("개발");
        assertThat(cut("@")).containsExactly("@");
        assertThat(cut("#")).containsExactly("#");
    }

    @Test
    void unknownCharactersOnlySeparate() {
        assertThat(cut("漢개발")).containsExactly("개발");
        assertThat(cut("a漢b")).containsExactly("a", "b");
        assertThat(cut("漢字")).isEmpty();
        assertThat(cut("a@b")).containsExactly("a", "b");
    }

    @Test
    void wordsAreLowerCaseAndPunctuationStandsAlone() {
        assertThat(Words.of("Spring-Boot, C++/C#!"))
                .containsExactly("spring", "-", "boot", ",", "c", "+", "+", "/", "c", "#", "!");
        assertThat(Words.of("  백엔드\t개발자\u200b\n")).containsExactly("백엔드", "개발자");
        assertThat(Words.of("数据分析")).containsExactly("数", "据", "分", "析");
        assertThat(Words.of("")).isEmpty();
    }

    @Test
    void aRunWithoutBlanksIsCut() {
        assertThat(Words.of("가".repeat(150))).extracting(String::length).containsExactly(64, 64, 22);
    }

    private List<String> cut(String word) {
        return IntStream.of(pieces.of(word)).mapToObj(VOCABULARY::get).toList();
    }
}
