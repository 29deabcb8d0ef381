package ai.refit.deploy.doubles;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Requests at a constant rate over kept connections, each begun at its time whatever became of the others:
 * {@code GET /who} and {@code POST /api/ai/recommendations} in turn. Closing it ends the sending and waits for the
 * answers under way.
 */
public final class Load implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern RELEASE = Pattern.compile("\"release\": ?\"([^\"]*)\"");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Queue<CompletableFuture<Answer>> answers = new ConcurrentLinkedQueue<>();
    private final Thread sender;
    private volatile boolean ended;

    private Load(String url, int perSecond) {
        sender = Thread.ofPlatform().name("load").start(() -> send(url, perSecond));
    }

    /** @param url without a path, as {@code http://127.0.0.1:8080} */
    public static Load at(String url, int perSecond) {
        return new Load(url, perSecond);
    }

    private void send(String url, int perSecond) {
        var get = HttpRequest.newBuilder(URI.create(url + "/who"))
                .timeout(PATIENCE)
                .build();
        var post = HttpRequest.newBuilder(URI.create(url + "/api/ai/recommendations"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"user_id\":\"load\",\"interest\":\"backend\"}"))
                .build();
        long begun = System.nanoTime();
        for (long n = 0; !ended; n++) {
            long due = begun + n * 1_000_000_000L / perSecond;
            while (!ended && due - System.nanoTime() > 0) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            long sent = System.nanoTime();
            answers.add(client.sendAsync(n % 2 == 0 ? get : post, HttpResponse.BodyHandlers.ofString())
                    .handle((response, fault) -> answer(sent, response, fault)));
        }
    }

    private static Answer answer(long sent, HttpResponse<String> response, @Nullable Throwable fault) {
        if (fault != null) {
            Throwable cause = fault instanceof CompletionException ? fault.getCause() : fault;
            return new Answer(sent, System.nanoTime(), cause.toString(), null);
        }
        var release = RELEASE.matcher(response.body());
        return new Answer(
                sent,
                System.nanoTime(),
                response.statusCode() >= 500 ? "status " + response.statusCode() : null,
                release.find() ? release.group(1) : null);
    }

    /** How many requests were sent until now. */
    public int sent() {
        return answers.size();
    }

    @Override
    public void close() {
        ended = true;
        LockSupport.unpark(sender);
        try {
            sender.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        answers.forEach(CompletableFuture::join);
        client.close();
    }

    /** Of all requests; closed it must be. */
    public Report report() {
        if (!ended) {
            throw new IllegalStateException("the load is not closed yet");
        }
        List<Answer> all = answers.stream().map(CompletableFuture::join).toList();
        var faults = new TreeMap<String, Integer>();
        var releases = new TreeMap<String, Integer>();
        for (Answer each : all) {
            if (each.fault() != null) {
                faults.merge(each.fault(), 1, Integer::sum);
            } else if (each.release() != null) {
                releases.merge(each.release(), 1, Integer::sum);
            }
        }
        List<Answer> good = all.stream().filter(each -> each.fault() == null).toList();
        long[] latencies = good.stream()
                .mapToLong(each -> each.answered() - each.sent())
                .sorted()
                .toArray();
        return new Report(
                all.size(),
                all.size() - good.size(),
                Map.copyOf(faults),
                Map.copyOf(releases),
                quantile(latencies, 0.5),
                quantile(latencies, 0.99),
                quantile(latencies, 1),
                longestGap(good));
    }

    private static Duration quantile(long[] sorted, double share) {
        return sorted.length == 0
                ? Duration.ZERO
                : Duration.ofNanos(sorted[(int) Math.ceil(share * sorted.length) - 1]);
    }

    private static Duration longestGap(List<Answer> good) {
        long[] times = Stream.concat(
                        good.stream().limit(1).map(Answer::sent), good.stream().map(Answer::answered))
                .mapToLong(each -> each)
                .sorted()
                .toArray();
        long longest = 0;
        for (int i = 1; i < times.length; i++) {
            longest = Math.max(longest, times[i] - times[i - 1]);
        }
        return Duration.ofNanos(longest);
    }

    private record Answer(
            long sent,
            long answered,
            @Nullable String fault,
            @Nullable String release) {}

    /**
     * @param lost without an answer, or with a status of 500 or more
     * @param faults of the lost ones, with how often each was seen
     * @param releases which answered, with how many answers
     * @param longestGap between two good answers
     */
    public record Report(
            int sent,
            int lost,
            Map<String, Integer> faults,
            Map<String, Integer> releases,
            Duration median,
            Duration p99,
            Duration slowest,
            Duration longestGap) {}
}
