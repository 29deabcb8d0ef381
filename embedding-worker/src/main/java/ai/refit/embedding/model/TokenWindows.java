package ai.refit.embedding.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Cuts a tokenized text into windows that a model can read. Windows overlap by an eighth, so that no phrase is torn
 * apart in every window; each begins and ends with the model's own marks, and from the second on with the prefix again.
 *
 * @param opening marks before the text, such as {@code [CLS]}
 * @param closing marks after the text, such as {@code [SEP]}
 * @param prefix tokens of the prefix, which the text itself already starts with
 * @param longest tokens of a window, marks included
 */
@SuppressWarnings("ArrayRecordComponent") // seen by the embedder only
record TokenWindows(long[] opening, long[] closing, long[] prefix, int longest) {

    TokenWindows {
        if (longest < opening.length + closing.length + prefix.length + 8) {
            throw new IllegalArgumentException("max-tokens: " + longest + " (expected: at least 8 more than the "
                    + (opening.length + closing.length + prefix.length) + " tokens of marks and prefix)");
        }
    }

    /** At least one window; every token of the text is in one. */
    List<Window> of(long[] text) {
        int room = longest - opening.length - closing.length;
        if (text.length <= room) {
            return List.of(window(text, 0, text.length, new long[0]));
        }
        var windows = new ArrayList<Window>();
        int end = room;
        windows.add(window(text, 0, end, new long[0]));
        int later = room - prefix.length;
        while (end < text.length) {
            int start = end - Math.min(later / 8, end);
            int next = Math.min(start + later, text.length);
            windows.add(window(text, start, next, prefix));
            end = next;
        }
        return windows;
    }

    private Window window(long[] text, int start, int end, long[] repeated) {
        var body = LongStream.of(text).skip(start).limit(end - start);
        var tokens = LongStream.concat(
                        LongStream.concat(LongStream.of(opening), LongStream.of(repeated)),
                        LongStream.concat(body, LongStream.of(closing)))
                .toArray();
        return new Window(tokens, Math.max(1, end - start));
    }

    /**
     * What the model reads at once.
     *
     * @param weight how many tokens of the text are in it
     */
    @SuppressWarnings("ArrayRecordComponent") // seen by the embedder only
    record Window(long[] tokens, int weight) {}
}
