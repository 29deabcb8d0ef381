package ai.refit.contracts.vocabulary;

import java.util.Set;

/** What Korean hangs onto a noun without a blank: 를, 입니다, 로서. None of it belongs to the name before it. */
final class Particles {

    private static final Set<String> TAILS = Set.of(
            "은", "는", "이", "가", "을", "를", "의", "에", "에서", "에서의", "에서는", "에는", "에도", "에게", "에게서", "한테", "께", "께서", "로",
            "으로", "로서", "으로서", "로서의", "으로서의", "로써", "으로써", "로의", "으로의", "로도", "으로도", "로는", "으로는", "와", "과", "와의", "과의",
            "랑", "이랑", "하고", "도", "만", "만의", "부터", "까지", "까지의", "보다", "처럼", "같은", "같이", "마다", "밖에", "조차", "나", "이나",
            "든", "이든", "든지", "이든지", "라도", "이라도", "라는", "이라는", "란", "이란", "라고", "이라고", "라서", "이라서", "라면", "이라면", "인",
            "인데", "이며", "며", "이고", "고", "이자", "자", "였던", "이었던", "였고", "이었고", "였습니다", "이었습니다", "였어요", "이었어요", "입니다",
            "이다", "이에요", "예요", "이예요", "임", "일", "님", "님이", "님은", "님과", "님의", "님께", "들", "들이", "들은", "들을", "들의", "들과",
            "들에게", "들도", "들께", "분", "분이", "분들", "분들이", "분들을", "분들과", "쪽", "쪽으로", "쪽에서", "쪽이", "직", "직으로", "직무", "직무로",
            "직무를", "직군", "직군으로", "업무", "업무를", "업무로", "등", "등을", "등의", "등이", "한", "할", "해", "했고", "했습니다", "합니다", "해요",
            "하는", "하며", "하던", "했던", "중", "중인", "출신", "출신의", "출신으로", "출신입니다", "기반", "기반의", "기반으로", "관련", "관련한");

    private static final int LONGEST =
            TAILS.stream().mapToInt(String::length).max().orElseThrow();

    private Particles() {}

    /** Whether the Hangul from {@code from} to {@code to}, which ends a word, may hang onto a noun. */
    static boolean isTail(String folded, int from, int to) {
        return from == to || to - from <= LONGEST && TAILS.contains(folded.substring(from, to));
    }
}
