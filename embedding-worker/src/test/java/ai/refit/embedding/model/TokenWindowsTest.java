package ai.refit.embedding.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TokenWindowsTest {

    private static final long[] OPENING = {101};
    private static final long[] CLOSING = {102};

    private final TokenWindows plain = new TokenWindows(OPENING, CLOSING, new long[0], 18);
    private final TokenWindows prefixed = new TokenWindows(OPENING, CLOSING, new long[] {7, 8}, 18);

    @Test
    void aShortTextIsOneWindow() {
        var windows = plain.of(text(16));
        assertThat(windows).hasSize(1);
        assertThat(windows.getFirst().tokens())
                .hasSize(18)
                .startsWith(101, 1000)
                .endsWith(1015, 102);
        assertThat(windows.getFirst().weight()).isEqualTo(16);
    }

    @Test
    void anEmptyTextIsOneWindowOfMarks() {
        assertThat(plain.of(new long[0]).getFirst().tokens()).containsExactly(101, 102);
    }

    @Test
    void everyTokenOfALongTextIsInAWindow() {
        for (int length = 1; length < 200; length++) {
            assertThat(covered(plain.of(text(length)))).as("%d tokens", length).containsAll(tokens(length));
            assertThat(covered(prefixed.of(text(length))))
                    .as("%d tokens", length)
                    .containsAll(tokens(length));
        }
    }

    @Test
    void windowsOverlapAndNoneIsTooLong() {
        var windows = plain.of(text(40));
        assertThat(windows)
                .allSatisfy(window -> assertThat(window.tokens().length).isLessThanOrEqualTo(18));
        assertThat(windows.get(1).tokens()).startsWith(101, 1014, 1015, 1016);
    }

    @Test
    void laterWindowsBeginWithThePrefixAgain() {
        var windows = prefixed.of(text(40));
        assertThat(windows.get(0).tokens()).startsWith(101, 1000);
        assertThat(windows.get(1).tokens()).startsWith(101, 7, 8, 1015);
    }

    @Test
    void aWindowWithoutRoomForTextIsRefused() {
        assertThatThrownBy(() -> new TokenWindows(OPENING, CLOSING, new long[10], 16))
                .hasMessage("max-tokens: 16 (expected: at least 8 more than the 12 tokens of marks and prefix)");
    }

    private static long[] text(int length) {
        return LongStream.range(1000, 1000 + length).toArray();
    }

    private static List<Long> tokens(int length) {
        return LongStream.of(text(length)).boxed().toList();
    }

    private static List<Long> covered(List<TokenWindows.Window> windows) {
        return windows.stream()
                .flatMap(window -> LongStream.of(window.tokens()).boxed())
                .toList();
    }
}
