package ai.refit.deploy.gate;

import ai.refit.deploy.catalog.TargetService.HealthRules;
import ai.refit.deploy.gate.Proof.Listener;
import ai.refit.deploy.http.Answer;
import ai.refit.deploy.http.Caller;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * One question for health, and what it proves. An answer is well when all of this holds: status 200; a JSON object that
 * names the expected release; its top {@code status}, if it has one, is no word for being out of order; and the same
 * process of ours, of that release, listened before and after it. Which other words {@code status} may hold is the
 * service's affair: {@code degraded} serves.
 */
record Examination(HealthRules rules, int port, String release, Proof proof, Caller caller) {

    /** Longer than a busy machine needs, and far shorter than a window of tries lasts. */
    static final Duration LONGEST_ANSWER = Duration.ofSeconds(3);

    private static final Set<String> OUT_OF_ORDER = Set.of(
            "down", "unhealthy", "unavailable", "out_of_service", "starting", "error", "fail", "failed", "failing");

    sealed interface Finding {

        /** The status of the answer; 0 without one. */
        int status();
    }

    record Well(Listener.Ours by, int status) implements Finding {}

    record Unwell(String why, int status) implements Finding {}

    /** It will not get better. */
    record Hopeless(String why) implements Finding {

        @Override
        public int status() {
            return 0;
        }
    }

    Finding examine() {
        Listener before = proof.listener();
        if (before instanceof Listener.Gone(String why)) {
            return new Hopeless(why);
        }
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + rules.path()))
                .header("Accept", "application/json")
                .build();
        return switch (caller.call(request, LONGEST_ANSWER)) {
            case Answer.Silent silent -> unwell(before, "no answer: " + silent.why(), 0);
            case Answer.Said said ->
                fault(said).map(why -> unwell(before, why, said.status())).orElseGet(() -> {
                    Listener after = proof.listener();
                    return before.equals(after) ? wellIfOurs(after, said.status()) : changed(after, said.status());
                });
        };
    }

    private Finding wellIfOurs(Listener listener, int status) {
        return switch (listener) {
            case Listener.Ours ours when ours.release().equals(release) -> new Well(ours, status);
            case Listener.Ours ours ->
                new Unwell(
                        "process " + ours.pid() + " was started from " + ours.release() + ", expected " + release,
                        status);
            case Listener.Foreign(long pid) -> new Unwell(foreign(pid), status);
            case Listener.Nobody(String why) -> new Unwell(why, status);
            case Listener.Gone(String why) -> new Hopeless(why);
        };
    }

    private Finding changed(Listener after, int status) {
        return after instanceof Listener.Gone(String why)
                ? new Hopeless(why)
                : new Unwell("the process changed while it answered", status);
    }

    /** A foreign listener explains every wrong answer. */
    private static Finding unwell(Listener listener, String why, int status) {
        return new Unwell(listener instanceof Listener.Foreign(long pid) ? foreign(pid) : why, status);
    }

    private static String foreign(long pid) {
        return "another process (pid " + pid + ") listens";
    }

    private Optional<String> fault(Answer.Said said) {
        if (said.status() != 200) {
            return Optional.of("status " + said.status());
        }
        Optional<JsonNode> json = said.json().filter(JsonNode::isObject);
        if (json.isEmpty()) {
            return Optional.of("the answer is no JSON object");
        }
        Optional<JsonNode> named =
                JsonFields.find(json.get(), rules.releaseField()).filter(JsonNode::isValueNode);
        if (named.isEmpty()) {
            return Optional.of("the answer has no field " + rules.releaseField() + ", expected " + release);
        }
        String answered = named.get().asString();
        if (!answered.equals(release)) {
            return Optional.of("answers release " + Excerpt.of(answered) + ", expected " + release);
        }
        return JsonFields.find(json.get(), "status")
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .filter(word -> OUT_OF_ORDER.contains(word.toLowerCase(Locale.ROOT)))
                .map(word -> "answers status " + word);
    }
}
