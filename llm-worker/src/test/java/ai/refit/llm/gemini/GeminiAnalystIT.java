package ai.refit.llm.gemini;

import static ai.refit.llm.fakegemini.FakeMode.GARBAGE;
import static ai.refit.llm.fakegemini.FakeMode.HANG;
import static ai.refit.llm.fakegemini.FakeMode.INVENTED;
import static ai.refit.llm.fakegemini.FakeMode.RATE_LIMITED;
import static ai.refit.llm.fakegemini.FakeMode.SLOW;
import static ai.refit.llm.fakegemini.FakeMode.TRUNCATED;
import static ai.refit.llm.fakegemini.FakeMode.UNAUTHENTICATED;
import static ai.refit.llm.fakegemini.FakeMode.UNAVAILABLE;
import static ai.refit.llm.fakegemini.FakeMode.WELL;
import static ai.refit.llm.fakegemini.FakeMode.WRONG_SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import ai.refit.contracts.model.Engine;
import ai.refit.contracts.model.Provenance;
import ai.refit.contracts.model.Source;
import ai.refit.llm.analyst.AnalystUnavailable;
import ai.refit.llm.analyst.Answer;
import ai.refit.llm.analyst.Assignment;
import ai.refit.llm.analyst.CitedText;
import ai.refit.llm.analyst.ResumeFindings;
import ai.refit.llm.fakegemini.FakeMode;
import com.google.cloud.vertexai.api.Part;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole path over gRPC, to a service that answers as told. */
class GeminiAnalystIT {

    private static final CitedText RESUME = new CitedText(Source.RESUME, Desk.RESUME);

    @Test
    void aResumeIsReadAndEachQuoteStandsInIt() {
        try (var desk = Desk.of(WELL)) {
            Answer<ResumeFindings> answer = desk.analyst.readResume(Desk.RESUME, desk.task());

            ResumeFindings found = answer.findings();
            assertThat(found.work()).extracting(w -> w.work().company()).containsExactly("누리페이먼츠", "가온커머스");
            assertThat(found.skills())
                    .allSatisfy(s -> assertThat(RESUME.find(s.quote())).isPresent());
            assertThat(answer.provenance())
                    .isEqualTo(new Provenance(Engine.GEMINI, "gemini-2.5-flash-fake resume-1", false, null));
            assertThat(answer.usage().calls()).isEqualTo(1);
            assertThat(answer.usage().inputTokens()).isPositive();
            assertThat(answer.usage().outputTokens()).isPositive();
            assertThat(answer.usage().costUsd()).isPositive();
        }
    }

    @Test
    void aCallBringsTheKeyAsHeaderAndTheDeadlineAndAsksForTheSameEachTime() {
        try (var desk = Desk.of(WELL)) {
            desk.analyst.readResume(Desk.RESUME, desk.task());

            var call = desk.fake.received().getFirst();
            assertThat(call.apiKey()).isEqualTo("test-key");
            assertThat(call.deadline()).isBetween(1L, 5_000L);
            var settings = call.request().getGenerationConfig();
            assertThat(settings.getTemperature()).isZero();
            assertThat(settings.hasSeed()).isTrue();
            assertThat(settings.getMaxOutputTokens())
                    .isGreaterThan(settings.getThinkingConfig().getThinkingBudget());
            assertThat(settings.getResponseMimeType()).isEqualTo("application/json");
            assertThat(settings.getResponseSchema().getPropertyOrderingList())
                    .startsWith("is_resume", "education_level", "work");
        }
    }

    @Test
    void aCallHasNoMoreTimeThanItsTask() {
        try (var desk = Desk.of(WELL)) {
            desk.analyst.readResume(Desk.RESUME, desk.task(Duration.ofSeconds(2), () -> false));

            assertThat(desk.fake.received().getFirst().deadline()).isLessThanOrEqualTo(2_000L);
        }
    }

    @Test
    void aFailureThatPassesCostsOneMoreCall() {
        try (var desk = Desk.of(List.of(UNAVAILABLE, WELL))) {
            Assignment task = desk.task();

            assertThat(desk.analyst.readResume(Desk.RESUME, task).usage().calls())
                    .isEqualTo(2);
            assertThat(CallsDatabase.outcomes(task.taskId())).containsExactly("MODEL_UNAVAILABLE", "ANSWERED");
        }
    }

    @Test
    void theModelsAreAskedInTheirOrderWithinOneBudgetOfAttempts() {
        try (var desk = Desk.of(List.of(UNAVAILABLE, UNAVAILABLE, WELL))) {
            Answer<ResumeFindings> answer = desk.analyst.readResume(Desk.RESUME, desk.task());

            assertThat(desk.modelsAsked())
                    .containsExactly("gemini-2.5-flash", "gemini-2.5-flash", "gemini-2.5-flash-lite");
            assertThat(answer.provenance().model()).isEqualTo("gemini-2.5-flash-lite-fake resume-1");
            assertThat(answer.provenance().degraded()).isTrue();
            assertThat(answer.provenance().reason()).isEqualTo("FALLBACK_MODEL");
        }
    }

    @Test
    void whenAllAttemptsAreSpentItSaysWhyAndWhatWasSpent() {
        try (var desk = Desk.of(UNAVAILABLE)) {
            AnalystUnavailable refusal = refusal(desk, desk.task());

            assertThat(refusal.reason()).isEqualTo("MODEL_UNAVAILABLE");
            assertThat(refusal.usage().calls()).isEqualTo(3);
            assertThat(refusal.usage().costUsd()).isZero();
            assertThat(desk.fake.received()).hasSize(3);
        }
    }

    @Test
    void halfAnAnswerIsMendedByOneMoreCallThatSaysWhatWasWrong() {
        try (var desk = Desk.of(List.of(TRUNCATED, WELL))) {
            Answer<ResumeFindings> answer = desk.analyst.readResume(Desk.RESUME, desk.task());

            assertThat(answer.findings().work()).hasSize(2);
            assertThat(answer.usage().calls()).isEqualTo(2);
            assertThat(said(desk, 1)).contains("no JSON at line 1", "one complete JSON object");
        }
    }

    @Test
    void anAnswerOfAnotherFormIsToldWhereItIsWrong() {
        try (var desk = Desk.of(List.of(WRONG_SCHEMA, WELL))) {
            desk.analyst.readResume(Desk.RESUME, desk.task());

            assertThat(said(desk, 1)).contains("/is_resume (expected: to be there)", "/skills (expected: an array)");
        }
    }

    @Test
    void thereIsOneRepairOnlyThenTheNextModel() {
        try (var desk = Desk.of(GARBAGE, "attempts=6")) {
            AnalystUnavailable refusal = refusal(desk, desk.task());

            assertThat(refusal.reason()).isEqualTo("ANSWER_UNUSABLE");
            assertThat(refusal.usage().costUsd()).isPositive();
            assertThat(desk.modelsAsked())
                    .containsExactly("gemini-2.5-flash", "gemini-2.5-flash", "gemini-2.5-flash-lite");
        }
    }

    @ParameterizedTest
    @CsvSource({"MAX_TOKENS, ANSWER_CUT", "SAFETY, ANSWER_REFUSED", "REFUSED, REQUEST_REFUSED"})
    void whatAnotherTryCannotMendGoesToTheNextModelAtOnce(FakeMode mode, String reason) {
        try (var desk = Desk.of(mode)) {
            assertThat(refusal(desk, desk.task()).reason()).isEqualTo(reason);
            assertThat(desk.modelsAsked()).containsExactly("gemini-2.5-flash", "gemini-2.5-flash-lite");
        }
    }

    @Test
    void credentialsThatAreRefusedAreNotTriedAgain() {
        try (var desk = Desk.of(UNAUTHENTICATED)) {
            assertThat(refusal(desk, desk.task()).reason()).isEqualTo("CREDENTIALS_REFUSED");
            assertThat(desk.fake.received()).hasSize(1);
        }
    }

    @Test
    void inventedQuotesComeThroughForTheAssemblyToDrop() {
        try (var desk = Desk.of(INVENTED)) {
            var found = desk.analyst.readResume(Desk.RESUME, desk.task()).findings();

            assertThat(found.skills())
                    .isNotEmpty()
                    .allSatisfy(s -> assertThat(RESUME.find(s.quote())).isEmpty());
        }
    }

    @Test
    void aServiceThatHangsIsLeftAtTheDeadlineAndMayHaveCostAllItCould() {
        try (var desk = Desk.of(HANG, "call-deadline=300ms", "attempts=1")) {
            AnalystUnavailable refusal = refusal(desk, desk.task());

            assertThat(refusal.reason()).isEqualTo("CALL_TIMED_OUT");
            assertThat(refusal.usage().costUsd()).isGreaterThan(16384 * 2.50 / 1e6);
            assertThat(desk.fake.received().getFirst().deadline()).isLessThanOrEqualTo(300L);
            await().until(() -> desk.fake.canceled() == 1);
        }
    }

    @Test
    void aCanceledTaskEndsItsCall() {
        try (var desk = Desk.of(HANG)) {
            var task = desk.task(
                    Duration.ofSeconds(30), () -> !desk.fake.received().isEmpty());

            assertThat(refusal(desk, task).reason()).isEqualTo("CANCELED");
            await().until(() -> desk.fake.canceled() == 1);
            assertThat(desk.fake.received()).hasSize(1);
        }
    }

    @Test
    void aTaskWithoutTimeMakesNoCall() {
        try (var desk = Desk.of(WELL)) {
            assertThat(refusal(desk, desk.task(Duration.ofMillis(50), () -> false))
                            .reason())
                    .isEqualTo("DEADLINE_EXCEEDED");
            assertThat(desk.fake.received()).isEmpty();
        }
    }

    @Test
    void aModelThatFailsIsLeftAloneForAWhileAndThenTriedAgain() {
        try (var desk =
                Desk.of(UNAVAILABLE, Desk.oneModel("breaker.calls=4", "breaker.open-for=500ms", "attempts=2"))) {
            refusal(desk, desk.task());
            int before = desk.fake.received().size();

            assertThat(refusal(desk, desk.task()).reason()).isEqualTo("MODEL_UNAVAILABLE");
            assertThat(desk.fake.received()).hasSize(before);

            desk.fake.goOnWith(WELL);
            await().ignoreExceptionsInstanceOf(AnalystUnavailable.class)
                    .untilAsserted(() -> assertThat(desk.analyst
                                    .readResume(Desk.RESUME, desk.task())
                                    .findings()
                                    .isResume())
                            .isTrue());
        }
    }

    @Test
    void tooManyCallsLowerTheLimitAndWaitButOpenNoBreaker() {
        try (var desk = Desk.of(
                List.of(RATE_LIMITED, RATE_LIMITED, WELL),
                Desk.oneModel("breaker.calls=2", "breaker.failure-rate=1"))) {
            long start = System.nanoTime();
            desk.analyst.readResume(Desk.RESUME, desk.task());

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));
            assertThat(limit(desk, "only")).isEqualTo(2);
            assertThat(desk.modelsAsked()).containsExactly("only", "only", "only");
        }
    }

    @Test
    void noMoreCallsAreUnderWayThanTheLimitAllows() throws Exception {
        try (var desk = Desk.of(SLOW, "concurrency.start=2", "concurrency.most=2");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> asked = IntStream.range(0, 6)
                    .<Future<?>>mapToObj(
                            i -> threads.submit(() -> desk.analyst.readResume(Desk.RESUME + "\n" + i, desk.task())))
                    .toList();
            for (Future<?> answer : asked) {
                answer.get();
            }
            assertThat(desk.fake.mostAtATime()).isEqualTo(2);
        }
    }

    @Test
    void aServiceThatTakesFewCallsAtATimeStillAnswersAll() throws Exception {
        try (var desk = Desk.of(SLOW, Desk.oneModel("attempts=10", "concurrency.start=8"));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            desk.fake.takeAtATime(4);
            List<Future<Answer<ResumeFindings>>> asked = IntStream.range(0, 16)
                    .mapToObj(i -> threads.submit(() -> desk.analyst.readResume(Desk.RESUME + "\n" + i, desk.task())))
                    .toList();
            for (var answer : asked) {
                assertThat(answer.get().findings().work()).hasSize(2);
            }
        }
    }

    @Test
    void aProjectStandsInTheNameOfTheModel() {
        try (var desk = Desk.of(WELL, "project=shop", "location=asia-northeast3")) {
            desk.analyst.readResume(Desk.RESUME, desk.task());

            assertThat(desk.fake.received().getFirst().request().getModel())
                    .isEqualTo("projects/shop/locations/asia-northeast3/publishers/google/models/gemini-2.5-flash");
        }
    }

    @Test
    void callsAreCountedUnderTheNamesOfOpenTelemetry() {
        try (var desk = Desk.of(List.of(UNAVAILABLE, WELL))) {
            desk.analyst.readResume(Desk.RESUME, desk.task());

            var usage = desk.meters
                    .get("gen_ai.client.token.usage")
                    .tag("gen_ai.request.model", "gemini-2.5-flash")
                    .tag("gen_ai.operation.name", "generate_content")
                    .tag("gen_ai.provider.name", "gcp.vertex_ai");
            assertThat(usage.tag("gen_ai.token.type", "output").summary().totalAmount())
                    .isPositive();
            var duration = desk.meters.get("gen_ai.client.operation.duration");
            assertThat(duration.tag("error.type", "MODEL_UNAVAILABLE").timer().count())
                    .isEqualTo(1);
            assertThat(desk.meters.get("refit.llm.cost").counter().count()).isPositive();
        }
    }

    @Test
    void withoutCredentialsItSaysSo() {
        try (var analyst = GeminiAnalyst.open(
                ShippedSettings.with(), "", CallsDatabase.store(), new SimpleMeterRegistry(), Clock.systemUTC())) {
            var task = new Assignment(UUID.randomUUID(), null, 1, Instant.now().plusSeconds(9), () -> false);

            assertThat(analyst.isConfigured()).isFalse();
            assertThat(catchThrowableOfType(AnalystUnavailable.class, () -> analyst.readResume(Desk.RESUME, task))
                            .reason())
                    .isEqualTo("NO_CREDENTIALS");
        }
    }

    private static AnalystUnavailable refusal(Desk desk, Assignment task) {
        return catchThrowableOfType(AnalystUnavailable.class, () -> desk.analyst.readResume(Desk.RESUME, task));
    }

    private static double limit(Desk desk, String model) {
        return desk.meters
                .get("refit.llm.concurrency.limit")
                .tag("gen_ai.request.model", model)
                .gauge()
                .value();
    }

    /** The last words of that call. */
    private static String said(Desk desk, int call) {
        var contents = desk.fake.received().get(call).request().getContentsList();
        return contents.getLast().getPartsList().stream()
                .map(Part::getText)
                .toList()
                .getFirst();
    }
}
