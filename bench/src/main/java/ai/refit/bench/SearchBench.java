package ai.refit.bench;

import ai.refit.contracts.embedding.TextKind;
import ai.refit.contracts.mentor.MentorProfile;
import ai.refit.contracts.recommendation.RecommendationRequest;
import ai.refit.contracts.recommendation.UserId;
import ai.refit.contracts.vocabulary.Aliases;
import ai.refit.embedding.index.FusionWeights;
import ai.refit.embedding.index.IndexedMentor;
import ai.refit.embedding.index.Matching;
import ai.refit.embedding.index.MentorIndex;
import ai.refit.embedding.index.MentorText;
import ai.refit.embedding.model.Embedder;
import ai.refit.embedding.model.StaticEmbedder;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The search with many mentors, one request at a time: time of a whole recommendation, recall of the vector part against
 * the exact scan, time of a rebuild, heap in use.
 */
@Command(name = "search-bench", mixinStandardHelpOptions = true, description = "Measures the mentor search.")
public final class SearchBench implements Callable<Integer> {

    private static final int BATCH = 500;
    private static final int RECALL_AT = 10;

    private final PrintStream out = System.out;

    @Option(names = "--mentors", defaultValue = "100000", description = "How many (default: ${DEFAULT-VALUE}).")
    private int mentors;

    @Option(names = "--queries", defaultValue = "2000", description = "How many (default: ${DEFAULT-VALUE}).")
    private int queries;

    @Option(names = "--top-k", defaultValue = "3", description = "Mentors asked for (default: ${DEFAULT-VALUE}).")
    private int topK;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SearchBench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Path directory = Files.createTempDirectory("refit-search-bench");
        Aliases aliases = Aliases.shipped();
        try (Embedder embedder = StaticEmbedder.shipped();
                MentorIndex index = MentorIndex.open(directory, embedder.dimension(), aliases)) {
            float[][] vectors = build(index, embedder, new MentorFactory(aliases, 1));
            var matching = new Matching(index, embedder, FusionWeights.shipped());
            out.printf("heap in use              %,8d MB%n", usedHeap() - vectorMegabytes(vectors));
            var factory = new MentorFactory(aliases, 2);
            List<RecommendationRequest> titles = requests(i -> ask(factory.interest(), List.of(), List.of()));
            List<RecommendationRequest> lists = requests(i -> ask(null, List.of(factory.title()), factory.skills(4)));
            List<RecommendationRequest> people = requests(i -> {
                MentorProfile mentee = factory.mentor(-1);
                return new RecommendationRequest(
                        UserId.of("m"),
                        null,
                        mentee.skills(),
                        mentee.jobs(),
                        mentee.introduction(),
                        topK,
                        false,
                        false);
            });
            List<RecommendationRequest> unknown = requests(i -> ask("처음 듣는 " + i + " 분야 조율 담당", List.of(), List.of()));
            for (int round = 0; round < 2; round++) {
                boolean last = round == 1;
                time("interest, first time", titles, matching::recommend, last);
                time("interest, repeated", titles, matching::recommend, last);
                time("jobs and skills", lists, matching::recommend, last);
                time("a whole profile", people, matching::recommend, last);
                time("words no table knows", unknown, matching::recommend, last);
            }
            recall(index, embedder, vectors, titles);
            return 0;
        }
    }

    private float[][] build(MentorIndex index, Embedder embedder, MentorFactory factory) {
        List<MentorProfile> profiles =
                IntStream.rangeClosed(1, mentors).mapToObj(factory::mentor).toList();
        float[][] vectors = new float[mentors][];
        long cpu = processCpu();
        long started = System.nanoTime();
        IntStream.rangeClosed(0, (mentors - 1) / BATCH).parallel().forEach(part -> {
            List<MentorProfile> batch = profiles.subList(part * BATCH, Math.min(mentors, (part + 1) * BATCH));
            float[][] embedded =
                    embedder.embed(batch.stream().map(MentorText::passage).toList(), TextKind.PASSAGE);
            List<IndexedMentor> indexed = new ArrayList<>(batch.size());
            for (int i = 0; i < batch.size(); i++) {
                vectors[part * BATCH + i] = embedded[i];
                indexed.add(new IndexedMentor(batch.get(i), 1, embedded[i]));
            }
            index.put(indexed);
        });
        index.compact();
        index.refresh();
        out.printf("%,d mentors%n", index.size());
        out.printf("rebuild (embed and index) %,7.1f s%n", (System.nanoTime() - started) / 1e9);
        out.printf("CPU of the rebuild        %,7.1f s%n", (processCpu() - cpu) / 1e9);
        return vectors;
    }

    private List<RecommendationRequest> requests(IntFunction<RecommendationRequest> request) {
        return IntStream.range(0, queries).mapToObj(request).toList();
    }

    private RecommendationRequest ask(@Nullable String interest, List<String> jobs, List<String> skills) {
        return new RecommendationRequest(UserId.of("m"), interest, skills, jobs, null, topK, false, false);
    }

    private <T> void time(String what, List<T> requests, Consumer<T> search, boolean print) {
        var histogram = new Histogram(3);
        var threads = ManagementFactory.getThreadMXBean();
        long cpu = threads.getCurrentThreadCpuTime();
        for (T request : requests) {
            long started = System.nanoTime();
            search.accept(request);
            histogram.recordValue(System.nanoTime() - started);
        }
        cpu = threads.getCurrentThreadCpuTime() - cpu;
        if (print) {
            out.printf(
                    "%-24s p50 %6.2f ms   p95 %6.2f ms   p99 %6.2f ms   mean CPU %6.2f ms%n",
                    what,
                    histogram.getValueAtPercentile(50) / 1e6,
                    histogram.getValueAtPercentile(95) / 1e6,
                    histogram.getValueAtPercentile(99) / 1e6,
                    cpu / 1e6 / requests.size());
        }
    }

    private void recall(MentorIndex index, Embedder embedder, float[][] vectors, List<RecommendationRequest> requests) {
        List<float[]> asked = requests.stream()
                .limit(300)
                .map(request -> embedder.embed(List.of(String.valueOf(request.interest())), TextKind.QUERY)[0])
                .toList();
        Set<Long> open = openMentors();
        time("vectors, by the index", asked, vector -> index.nearest(vector, RECALL_AT), true);
        List<List<Long>> exact = new ArrayList<>();
        time("vectors, exact scan", asked, vector -> exact.add(scan(vectors, vector, open)), true);
        int found = 0;
        for (int i = 0; i < asked.size(); i++) {
            // Equal vectors are equally right: what counts is how near, not who.
            float worst = dot(vectors[(int) (exact.get(i).getLast() - 1)], asked.get(i));
            for (long userId : index.nearest(asked.get(i), RECALL_AT)) {
                found += dot(vectors[(int) userId - 1], asked.get(i)) >= worst - 1e-6 ? 1 : 0;
            }
        }
        out.printf("recall@%d of the vectors  %.4f%n", RECALL_AT, found / (double) (RECALL_AT * asked.size()));
    }

    private Set<Long> openMentors() {
        var factory = new MentorFactory(Aliases.shipped(), 1);
        Set<Long> open = new HashSet<>();
        for (int i = 1; i <= mentors; i++) {
            MentorProfile mentor = factory.mentor(i);
            if (mentor.takesRequests()) {
                open.add(mentor.userId());
            }
        }
        return open;
    }

    /** The ten nearest, kept in order while every vector is looked at. */
    private static List<Long> scan(float[][] vectors, float[] query, Set<Long> open) {
        float[] best = new float[RECALL_AT];
        long[] users = new long[RECALL_AT];
        Arrays.fill(best, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < vectors.length; i++) {
            float score = dot(vectors[i], query);
            if (score > best[RECALL_AT - 1] && open.contains(i + 1L)) {
                int at = RECALL_AT - 1;
                for (; at > 0 && best[at - 1] < score; at--) {
                    best[at] = best[at - 1];
                    users[at] = users[at - 1];
                }
                best[at] = score;
                users[at] = i + 1L;
            }
        }
        return Arrays.stream(users).boxed().toList();
    }

    private static float dot(float[] a, float[] b) {
        return VectorUtil.dotProduct(a, b);
    }

    private static long processCpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        var runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }

    private static long vectorMegabytes(float[][] vectors) {
        return (long) vectors.length * vectors[0].length * Float.BYTES >> 20;
    }
}
