package ai.refit.bench;

import ai.refit.contracts.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Résumés read and reports written, by the rules and by a model that takes its time. */
final class Documents {

    private static final int ANALYSES = 50;
    private static final int READERS = 3;
    private static final int REPORTS = 20;
    private static final int WRITERS = 2;
    private static final int SLOTS = 40;
    private static final int SLOW_REPORTS = 200;
    private static final Duration MODEL = Duration.ofSeconds(10);
    private static final int MODEL_PORT = 8047;
    private static final Duration BETWEEN = Duration.ofMillis(50);

    private final Settings settings;
    private final Progress progress;

    Documents(Settings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
    }

    List<Figure> measure() throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>(offline());
        figures.add(slowModel());
        return figures;
    }

    private List<Figure> offline() {
        progress.say("reading and reporting by rules");
        try (var system = RunningSystem.start(settings.data().resolve("documents"), settings.jvm(), "--empty")) {
            analyses(system, "warm-up", ANALYSES);
            reports(system, "warm-up", REPORTS);
            List<Sample> read = new ArrayList<>();
            List<Sample> written = new ArrayList<>();
            for (int round = 0; round < settings.rounds(); round++) {
                read.add(analyses(system, "round " + round, ANALYSES));
                written.add(reports(system, "round " + round, REPORTS));
            }
            return List.of(
                    Figure.of("analysis offline, %d at a time, p95".formatted(READERS), "ms", p95(read))
                            .atMost(1000),
                    Figure.of("analysis offline, success", "%", success(read)).atLeast(100),
                    Figure.of("report offline, %d at a time, p95".formatted(WRITERS), "ms", p95(written))
                            .atMost(1000),
                    Figure.of("report offline, success", "%", success(written)).atLeast(100));
        }
    }

    private static Sample analyses(RunningSystem system, String name, int count) {
        List<byte[]> requests = IntStream.range(0, count)
                .mapToObj(i -> Wire.request(
                        "POST",
                        "/api/ai/analyses",
                        Json.text(Map.of("text", Candidate.number(i).resume() + "\n" + name)),
                        "Prefer: wait=30"))
                .toList();
        return new Load(
                        system.url(),
                        requests,
                        answer -> field(answer, "/status").equals("succeeded"))
                .send(READERS, count);
    }

    private static Sample reports(RunningSystem system, String name, int count) {
        List<byte[]> requests = IntStream.range(0, count)
                .mapToObj(i -> Wire.request(
                        "POST",
                        "/api/ai/repo/generate",
                        Json.text(Map.of(
                                "resume",
                                Candidate.number(i).resume() + "\n" + name,
                                "job_posting",
                                Candidate.number(i).posting(),
                                "user_skills",
                                List.of("Docker")))))
                .toList();
        return new Load(system.url(), requests, answer -> field(answer, "/code").equals("OK")).send(WRITERS, count);
    }

    /** The wall clock of so many reports at once, each of which needs one answer of the model. */
    private Figure slowModel() throws IOException, InterruptedException {
        progress.say("%d reports with a model that takes %d s".formatted(SLOW_REPORTS, MODEL.toSeconds()));
        List<String> jvm = new ArrayList<>(settings.jvm());
        jvm.addAll(List.of(
                "-DGEMINI_API_KEY=bench",
                "-DGEMINI_ENDPOINT=plaintext:127.0.0.1:" + MODEL_PORT,
                "-Drefit.work.slots=" + SLOTS,
                "-Drefit.gemini.concurrency.start=" + SLOTS,
                "-Drefit.gemini.cost-per-day=100000"));
        var output = settings.data().resolve("fake-gemini");
        try (var _ = Program.java(
                        output,
                        List.of(),
                        "ai.refit.standalone.Refit",
                        "Answering on",
                        "fake-gemini",
                        "--port",
                        Integer.toString(MODEL_PORT),
                        "--mode",
                        "slow",
                        "--delay",
                        MODEL.toSeconds() + "s");
                var system = RunningSystem.start(settings.data().resolve("slow-model"), jvm, "--empty");
                var wire = new Wire(system.url())) {
            String analysis = taskId(wire.send(analysis(0)));
            JsonNode posting = Json.tree(wire.send(posting(0)).body());
            long post = posting.at("/data/job_post_id").asLong();
            Set<String> warm = new HashSet<>();
            for (int i = 0; i < SLOTS; i++) {
                warm.add(taskId(wire.send(report(analysis, post, -1 - i))));
            }
            awaitAll(wire, warm);
            Set<String> open = new HashSet<>();
            long begin = System.nanoTime();
            for (int i = 0; i < SLOW_REPORTS; i++) {
                open.add(taskId(wire.send(report(analysis, post, i))));
            }
            awaitAll(wire, open);
            double wall = (System.nanoTime() - begin) / 1e9;
            double ideal = (double) SLOW_REPORTS / SLOTS * MODEL.toSeconds();
            return Figure.of("%d reports, %d slots, wall".formatted(SLOW_REPORTS, SLOTS), "s", Rounds.of(wall))
                    .against("without any cost but the model's", Rounds.of(ideal))
                    .atMost(1.25 * ideal);
        }
    }

    private static byte[] analysis(int number) {
        return Wire.request(
                "POST",
                "/api/ai/analyses",
                Json.text(Map.of("text", Candidate.number(number).resume())),
                "Prefer: wait=30");
    }

    private static byte[] posting(int number) {
        return Wire.request(
                "POST",
                "/api/ai/repo/job-post",
                Json.text(Map.of("text", Candidate.number(number).posting())));
    }

    private static byte[] report(String analysis, long posting, int number) {
        return Wire.request(
                "POST",
                "/api/ai/reports",
                Json.text(Map.of(
                        "analysis_task_id",
                        analysis,
                        "job_post_id",
                        posting,
                        "user_skills",
                        List.of("Skill " + number))),
                "Prefer: respond-async");
    }

    private static void awaitAll(Wire wire, Set<String> tasks) throws IOException, InterruptedException {
        Set<String> open = new HashSet<>(tasks);
        while (!open.isEmpty()) {
            String task = open.iterator().next();
            Wire.Answer answer = wire.send(Wire.request("GET", "/api/ai/tasks/" + task, ""));
            switch (field(answer, "/status")) {
                case "succeeded" -> open.remove(task);
                case "queued", "running" -> Thread.sleep(BETWEEN);
                default -> throw new IllegalStateException("a report ended with " + answer);
            }
        }
    }

    private static String taskId(Wire.Answer answer) {
        String id = field(answer, "/task_id");
        if (id.isEmpty()) {
            throw new IllegalStateException("no task: " + answer);
        }
        return id;
    }

    private static String field(Wire.Answer answer, String pointer) {
        return Json.tree(answer.body()).at(pointer).asString("");
    }

    private static Rounds p95(List<Sample> samples) {
        return Rounds.of(
                samples.stream().mapToDouble(sample -> sample.millis(95)).toArray());
    }

    private static Rounds success(List<Sample> samples) {
        return Rounds.of(samples.stream().mapToDouble(Sample::successPercent).toArray());
    }
}
