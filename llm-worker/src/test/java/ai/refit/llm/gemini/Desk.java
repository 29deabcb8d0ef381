package ai.refit.llm.gemini;

import ai.refit.llm.analyst.Assignment;
import ai.refit.llm.fakegemini.FakeGemini;
import ai.refit.llm.fakegemini.FakeMode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** An analyst with a service and a database of its own kind: real ones, played by the test. */
final class Desk implements AutoCloseable {

    static final String RESUME = """
            백엔드 개발자 [NAME_1]

            경력
            누리페이먼츠 | 백엔드 개발자 | 선임 | 2021.03 - 현재
            Java와 Spring Boot로 결제 API를 만들었습니다.
            가온커머스 | 서버 개발자 | 사원 | 2019.01 ~ 2021.02

            학력
            한빛가상대학교 컴퓨터공학과 학사 졸업 (2019)

            자격증
            정보처리기사 (2018)

            기술
            Java, Spring Boot, PostgreSQL, Kafka
            """;

    final FakeGemini fake;
    final GeminiAnalyst analyst;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    /** A caller nobody else has, so that no answer kept by another test is found. */
    final String caller = UUID.randomUUID().toString();

    private final boolean ownsFake;

    private Desk(FakeGemini fake, boolean ownsFake, String... settings) {
        this.fake = fake;
        this.ownsFake = ownsFake;
        List<String> all = new ArrayList<>(List.of(
                "endpoint=plaintext:127.0.0.1:" + fake.port(), "pause=20ms", "call-deadline=5s", "cost-per-day=1000"));
        all.addAll(List.of(settings));
        this.analyst = GeminiAnalyst.open(
                ShippedSettings.with(all.toArray(String[]::new)),
                "test-key",
                CallsDatabase.store(),
                meters,
                Clock.systemUTC());
    }

    static Desk of(List<FakeMode> modes, String... settings) {
        return new Desk(FakeGemini.start(0, Duration.ofMillis(150), modes.toArray(FakeMode[]::new)), true, settings);
    }

    static Desk of(FakeMode mode, String... settings) {
        return of(List.of(mode), settings);
    }

    /** Settings with one model of the name {@code only}, which costs 10 USD per million tokens of output and nothing else. */
    static String[] oneModel(String... settings) {
        List<String> all = new ArrayList<>(
                List.of("models[0].name=only", "models[0].input=0", "models[0].cached=0", "models[0].output=10"));
        all.addAll(List.of(settings));
        return all.toArray(String[]::new);
    }

    /** Another instance of the worker, at the same service and database. */
    Desk beside(String... settings) {
        return new Desk(fake, false, settings);
    }

    Assignment task() {
        return task(UUID.randomUUID(), 1);
    }

    Assignment task(UUID taskId, int attempt) {
        return new Assignment(taskId, caller, attempt, inAMinute(), () -> false);
    }

    Assignment task(Duration time, BooleanSupplier unwanted) {
        return new Assignment(UUID.randomUUID(), caller, 1, Instant.now().plus(time), unwanted);
    }

    List<String> modelsAsked() {
        return fake.received().stream()
                .map(call -> call.request().getModel().replaceFirst(".*/", ""))
                .toList();
    }

    private static Instant inAMinute() {
        return Instant.now().plusSeconds(60);
    }

    @Override
    public void close() {
        analyst.close();
        if (ownsFake) {
            fake.close();
        }
    }
}
