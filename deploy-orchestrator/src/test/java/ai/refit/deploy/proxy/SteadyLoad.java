package ai.refit.deploy.proxy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** A hundred requests of 50 ms a second, every other one with a body, on kept connections; until it is ended. */
final class SteadyLoad implements AutoCloseable {

    private static final long EVERY_NANOS = Duration.ofMillis(10).toNanos();
    private static final String BODY = "x".repeat(2000);

    /** @param answer {@code release bytes}, or what went wrong */
    private record Asked(long began, long ended, boolean good, String answer) {}

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Queue<Asked> all = new ConcurrentLinkedQueue<>();
    private final List<Thread> requests = new ArrayList<>();
    private final Thread clock;
    private final int port;
    private volatile boolean ended;

    SteadyLoad(int port) {
        this.port = port;
        this.clock = Thread.ofPlatform().start(() -> {
            long next = System.nanoTime();
            for (int number = 0; !ended; number++) {
                boolean withBody = number % 2 == 0;
                requests.add(Thread.startVirtualThread(() -> ask(withBody)));
                next += EVERY_NANOS;
                LockSupport.parkNanos(next - System.nanoTime());
            }
        });
    }

    private void ask(boolean withBody) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/slow"))
                .timeout(Duration.ofSeconds(30));
        if (withBody) {
            request.POST(BodyPublishers.ofString(BODY));
        }
        long began = System.nanoTime();
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            boolean good =
                    response.statusCode() == 200 && response.body().endsWith(withBody ? " " + BODY.length() : " 0");
            all.add(new Asked(
                    began, System.nanoTime(), good, good ? response.body().split(" ")[0] : response.toString()));
        } catch (IOException | InterruptedException e) {
            all.add(new Asked(began, System.nanoTime(), false, e.toString()));
        }
    }

    int answered() {
        return all.size();
    }

    /** Ends it and waits for what is under way. */
    Report end() throws InterruptedException {
        close();
        List<Asked> inOrder = all.stream()
                .sorted((one, other) -> Long.compare(one.ended(), other.ended()))
                .toList();
        long gap = 0;
        for (int at = 1; at < inOrder.size(); at++) {
            gap = Math.max(gap, inOrder.get(at).ended() - inOrder.get(at - 1).ended());
        }
        long[] took = all.stream()
                .mapToLong(asked -> asked.ended() - asked.began())
                .sorted()
                .toArray();
        Map<String, Integer> answers = new TreeMap<>();
        all.forEach(asked -> answers.merge(asked.answer(), 1, Integer::sum));
        return new Report(
                took.length,
                (int) all.stream().filter(asked -> !asked.good()).count(),
                Duration.ofNanos(gap),
                Duration.ofNanos(took[(int) (took.length * 0.99)]),
                answers);
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        clock.join();
        for (Thread request : requests) {
            request.join();
        }
    }

    /** @param gap longest time without any answer */
    record Report(int asked, int lost, Duration gap, Duration p99, Map<String, Integer> answers) {

        @Override
        public String toString() {
            return "%d requests, %d lost, longest gap %d ms, p99 %d ms, %s"
                    .formatted(asked, lost, gap.toMillis(), p99.toMillis(), answers);
        }
    }
}
