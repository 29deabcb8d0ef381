package ai.refit.bench;

import ai.refit.contracts.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The system against the bare path, which has the same Kafka, the same PostgreSQL and answers of the same size. They
 * take turns, so that whatever else the machine does meets both.
 */
final class Contest implements AutoCloseable {

    /** Who takes part: the same query over and over (its answer may be remembered), another query each time (nobody asked it before), the bare path. */
    enum Contestant {
        REPEATED,
        FRESH,
        BARE
    }

    private static final String ROUTE = "/api/ai/recommendations";
    private static final String QUERY = "백엔드 개발자";
    private static final int QUESTIONS = 100_000;
    private static final int FEW = 5;
    private static final int MANY = 32;
    private static final byte[] SUCCEEDED = "\"status\":\"succeeded\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SOMEBODY = "\"recommendations\":[{".getBytes(StandardCharsets.US_ASCII);

    private final Settings settings;
    private final Progress progress;
    private final Program bare;
    private final Effort effort;
    private final Map<Contestant, Load> loads = new LinkedHashMap<>();

    private Contest(Settings settings, Progress progress, Program bare, Effort effort) {
        this.settings = settings;
        this.progress = progress;
        this.bare = bare;
        this.effort = effort;
    }

    /** Starts the bare path beside the system and warms both up. */
    static Contest open(Settings settings, RunningSystem system, Progress progress) throws IOException {
        byte[] query = Wire.request("POST", ROUTE, question(QUERY));
        byte[] result;
        try (var wire = new Wire(system.url())) {
            Wire.Answer answer = wire.send(query);
            if (!isRight(answer)) {
                throw new IllegalStateException("the system does not recommend: " + answer);
            }
            result = Json.bytes(Json.tree(answer.body()).path("result"));
        }
        progress.say("an answer has " + result.length + " bytes");
        Path file = Files.write(settings.data().resolve("answer.json"), result);
        int port = RunningSystem.freePort();
        var bare = Program.java(
                settings.data().resolve("bare.output"),
                List.of(),
                BarePath.class.getName(),
                BarePath.READY,
                system.kafka(),
                system.database(),
                Integer.toString(port),
                file.toString());
        var contest = new Contest(settings, progress, bare, system.effortWith(bare));
        contest.loads.put(Contestant.REPEATED, new Load(system.url(), List.of(query), Contest::isRight));
        List<byte[]> queries = new Crowd(2)
                .questions(QUESTIONS).stream()
                        .map(interest -> Wire.request("POST", ROUTE, question(interest)))
                        .toList();
        contest.loads.put(Contestant.FRESH, new Load(system.url(), queries, Contest::isRight));
        contest.loads.put(
                Contestant.BARE,
                new Load(
                        URI.create("http://127.0.0.1:" + port),
                        List.of(Wire.request("POST", BarePath.ROUTE, question(QUERY))),
                        answer -> answer.status() == 200 && answer.body().length == result.length));
        contest.warmUp();
        return contest;
    }

    @Override
    public void close() {
        bare.close();
    }

    /** The bare path by itself. */
    List<Figure> bare() {
        Map<Contestant, List<Sample>> alone =
                play("bare path, one at a time", load -> load.send(1, settings.requests() * 3L), Contestant.BARE);
        Map<Contestant, List<Sample>> many =
                play("bare path, 32 at a time", load -> load.sendFor(MANY, turn()), Contestant.BARE);
        return List.of(
                Figure.of("bare path, one at a time, p50", "ms", each(alone, Contestant.BARE, s -> s.millis(50))),
                Figure.of("bare path, one at a time, p95", "ms", each(alone, Contestant.BARE, s -> s.millis(95))),
                Figure.of("bare path, 32 at a time", "/s", each(many, Contestant.BARE, Sample::perSecond)),
                Figure.of("bare path, 32 at a time, p99", "ms", each(many, Contestant.BARE, s -> s.millis(99))));
    }

    /** The users' own load test, and one request at a time. */
    List<Figure> recommend() {
        Map<Contestant, List<Sample>> few =
                play("5 at a time", load -> load.send(FEW, settings.requests()), Contestant.values());
        Map<Contestant, List<Sample>> one =
                play("one at a time", load -> load.send(1, settings.requests() * 3L), Contestant.values());
        Rounds bareFew = each(few, Contestant.BARE, s -> s.millis(95));
        Rounds bareOne = each(one, Contestant.BARE, s -> s.millis(50));
        Rounds repeated = each(one, Contestant.REPEATED, s -> s.millis(50));
        Rounds fresh = each(one, Contestant.FRESH, s -> s.millis(50));
        String loadTest = settings.requests() + " requests, 5 at a time, ";
        return List.of(
                Figure.of(loadTest + "p95", "ms", each(few, Contestant.REPEATED, s -> s.millis(95)))
                        .against("bare path", bareFew)
                        .atMost(25),
                Figure.of(loadTest + "fresh queries, p95", "ms", each(few, Contestant.FRESH, s -> s.millis(95)))
                        .against("bare path", bareFew)
                        .atMost(25),
                Figure.of(loadTest + "success", "%", success(few)).atLeast(100),
                Figure.of("one at a time, p50", "ms", repeated).against("bare path", bareOne),
                Figure.of("one at a time, p50 in bare paths", "×", repeated.dividedBy(bareOne))
                        .atMost(2),
                Figure.of("one at a time, fresh queries, p50", "ms", fresh).against("bare path", bareOne),
                Figure.of("one at a time, p95", "ms", each(one, Contestant.REPEATED, s -> s.millis(95)))
                        .against("bare path", each(one, Contestant.BARE, s -> s.millis(95))),
                Figure.of("one at a time, success", "%", success(one)).atLeast(100));
    }

    /** As much as goes through. */
    List<Figure> throughput() {
        Map<Contestant, List<Sample>> many =
                play("32 at a time", load -> load.sendFor(MANY, turn()), Contestant.values());
        Rounds bareRate = each(many, Contestant.BARE, Sample::perSecond);
        Rounds bareTail = Rounds.of(all(many, Contestant.BARE).millis(99));
        List<Figure> figures = new ArrayList<>();
        for (Contestant contestant : List.of(Contestant.REPEATED, Contestant.FRESH)) {
            String queries = contestant == Contestant.FRESH ? "32 at a time, fresh queries" : "32 at a time";
            figures.add(Figure.of(queries, "/s", each(many, contestant, Sample::perSecond))
                    .against("bare path", bareRate)
                    .atLeast(800));
            figures.add(Figure.of(
                            queries + ", p99",
                            "ms",
                            Rounds.of(all(many, contestant).millis(99)))
                    .against("bare path", bareTail)
                    .atMost(150));
            figures.add(Figure.of(queries + ", processor time each", "ms", each(many, contestant, Sample::effortMillis))
                    .against("bare path", each(many, Contestant.BARE, Sample::effortMillis)));
        }
        figures.add(Figure.of("32 at a time, success", "%", success(many)).atLeast(100));
        return figures;
    }

    private Duration turn() {
        return settings.loadTime().dividedBy(settings.rounds());
    }

    private void warmUp() {
        for (int part = 0; part < 2; part++) {
            loads.forEach((contestant, load) -> {
                Sample sample = load.sendFor(MANY, settings.warmUp().dividedBy(2));
                progress.say("warm-up, 32 at a time: " + describe(contestant, sample));
            });
        }
        loads.values().forEach(load -> load.sendFor(1, settings.warmUp().dividedBy(8)));
    }

    private Map<Contestant, List<Sample>> play(String what, Function<Load, Sample> turn, Contestant... players) {
        Map<Contestant, List<Sample>> samples = new LinkedHashMap<>();
        for (int round = 1; round <= settings.rounds(); round++) {
            for (Contestant player : players) {
                Load load = loads.get(player);
                if (load == null) {
                    throw new IllegalStateException("nobody plays " + player);
                }
                Duration before = effort.spent();
                Sample sample = turn.apply(load);
                sample = sample.with(effort.spent().minus(before));
                samples.computeIfAbsent(player, _ -> new ArrayList<>()).add(sample);
                progress.say(what + ", round " + round + ": " + describe(player, sample));
            }
        }
        return samples;
    }

    private static Rounds each(
            Map<Contestant, List<Sample>> samples, Contestant contestant, ToDoubleFunction<Sample> figure) {
        return new Rounds(samples.getOrDefault(contestant, List.of()).stream()
                .map(figure::applyAsDouble)
                .toList());
    }

    private static Sample all(Map<Contestant, List<Sample>> samples, Contestant contestant) {
        return samples.getOrDefault(contestant, List.of()).stream().reduce(Sample.EMPTY, Sample::plus);
    }

    /** Of the system: what the bare path fails at is said, but not held against it. */
    private static Rounds success(Map<Contestant, List<Sample>> samples) {
        return Rounds.of(all(samples, Contestant.REPEATED)
                .plus(all(samples, Contestant.FRESH))
                .successPercent());
    }

    private static String describe(Contestant contestant, Sample sample) {
        return "%-8s %6d in %4.1f s, %6.0f/s, p50 %6.2f p95 %6.2f p99 %6.2f ms%s%s"
                .formatted(
                        contestant.name().toLowerCase(Locale.ROOT),
                        sample.times().getTotalCount(),
                        sample.took().toMillis() / 1e3,
                        sample.perSecond(),
                        sample.millis(50),
                        sample.millis(95),
                        sample.millis(99),
                        sample.effort().isZero() ? "" : ", processor %.2f ms each".formatted(sample.effortMillis()),
                        sample.failed() == 0 ? "" : ", " + sample.failed() + " failed: " + sample.failure());
    }

    private static boolean isRight(Wire.Answer answer) {
        return answer.status() == 200 && answer.contains(SUCCEEDED) && answer.contains(SOMEBODY);
    }

    private static String question(String interest) {
        return Json.text(Map.of("user_id", "bench", "interest", interest));
    }
}
