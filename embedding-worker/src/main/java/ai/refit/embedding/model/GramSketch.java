package ai.refit.embedding.model;

import java.text.Normalizer;
import java.util.function.IntConsumer;

/**
 * Character n-grams of a word, folded into a few dimensions by signed hashing. They see what word pieces do not: spelling
 * variants, inflected stems, words of any script. The grams are three letters long over Hangul taken apart into its
 * letters (jamo), and two characters long over whole syllables, with the word's ends marked.
 */
public final class GramSketch {

    /** Grams share document frequencies by bucket. */
    public static final int BUCKETS = 1 << 16;

    /** Each gram is spread over this many places. */
    static final int SPREAD = 2;

    private static final char START = '\u0002';
    private static final char END = '\u0003';

    private GramSketch() {}

    /** Calls back with the bucket of each gram. */
    public static void buckets(String word, IntConsumer bucket) {
        forEach(word, hash -> bucket.accept(bucketOf(hash)));
    }

    /** Adds the word to a sketch, each gram by the weight (0–255) of its bucket. */
    static void add(String word, byte[] weights, float[] sketch) {
        forEach(word, hash -> {
            float weight = (weights[bucketOf(hash)] & 0xff) / 255f;
            for (int spread = 0; spread < SPREAD; spread++) {
                int bits = (int) (hash >>> (16 + 20 * spread)) & 0xfffff;
                int place = ((bits >>> 1) * sketch.length) >>> 19;
                sketch[place] += (bits & 1) == 0 ? weight : -weight;
            }
        });
    }

    private static int bucketOf(long hash) {
        return (int) hash & (BUCKETS - 1);
    }

    private static void forEach(String word, HashConsumer consumer) {
        grams(START + Normalizer.normalize(word, Normalizer.Form.NFD) + END, 3, consumer);
        grams(START + word + END, 2, consumer);
    }

    private static void grams(String marked, int length, HashConsumer consumer) {
        for (int start = 0; start + length <= marked.length(); start++) {
            long hash = 0xcbf29ce484222325L ^ length;
            for (int at = start; at < start + length; at++) {
                hash = (hash ^ marked.charAt(at)) * 0x100000001b3L;
            }
            consumer.accept(mixed(hash));
        }
    }

    private static long mixed(long hash) {
        long once = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        long twice = (once ^ (once >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return twice ^ (twice >>> 33);
    }

    @FunctionalInterface
    private interface HashConsumer {
        void accept(long hash);
    }
}
