package ai.refit.bench;

import ai.refit.contracts.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.HdrHistogram.Histogram;

/** How long after a mentor is put a recommendation finds them, while nothing else goes on. */
final class Upserts {

    private static final long FIRST_ID = 2_000_000;
    private static final long GIVE_UP_NANOS = 10_000_000_000L;
    private static final long IDLE_MILLIS = 50;

    private Upserts() {}

    static List<Figure> measure(RunningSystem system, int count) throws IOException, InterruptedException {
        var random = new Random(3);
        var searchable = new Sample(new Histogram(3), 0, null, Duration.ZERO, Duration.ZERO);
        var durable = new Sample(new Histogram(3), 0, null, Duration.ZERO, Duration.ZERO);
        List<Long> missing = new ArrayList<>();
        try (var wire = new Wire(system.url())) {
            for (long id = FIRST_ID; id < FIRST_ID + count; id++) {
                String word = word(random);
                byte[] put = Wire.request("PUT", "/api/ai/mentors/" + id, mentor(word));
                byte[] ask = Wire.request("POST", "/api/ai/recommendations", Json.text(Map.of("interest", word)));
                byte[] found = ("\"user_id\":" + id + ",").getBytes(StandardCharsets.US_ASCII);
                long begin = System.nanoTime();
                Wire.Answer answer = wire.send(put);
                if (answer.status() / 100 != 2) {
                    throw new IllegalStateException("PUT of a mentor: " + answer);
                }
                durable.times().recordValue(System.nanoTime() - begin);
                while (!wire.send(ask).contains(found)) {
                    if (System.nanoTime() - begin > GIVE_UP_NANOS) {
                        missing.add(id);
                        break;
                    }
                }
                searchable.times().recordValue(System.nanoTime() - begin);
                Thread.sleep(IDLE_MILLIS);
            }
        }
        return List.of(
                Figure.of("put a mentor until found, p50", "ms", Rounds.of(searchable.millis(50)))
                        .against("the PUT alone", Rounds.of(durable.millis(50))),
                Figure.of("put a mentor until found, p95", "ms", Rounds.of(searchable.millis(95)))
                        .against("the PUT alone", Rounds.of(durable.millis(95)))
                        .atMost(1000),
                Figure.of("put mentors never found", "", Rounds.of(missing.size()))
                        .atMost(0));
    }

    /** One that no other mentor uses, and no table knows. */
    private static String word(Random random) {
        var word = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            word.append((char) ('a' + random.nextInt(26)));
        }
        return word.toString();
    }

    private static String mentor(String word) {
        return Json.text(Map.of(
                "nickname",
                "bench " + word,
                "skills",
                List.of(word, "Kotlin"),
                "jobs",
                List.of("백엔드 개발자"),
                "introduction",
                word + " 경험을 나눕니다. 이력서와 포트폴리오를 함께 봐 드려요."));
    }
}
