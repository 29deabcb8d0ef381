package ai.refit.deploy.gate;

import ai.refit.deploy.catalog.TargetService;
import ai.refit.deploy.catalog.TargetService.SmokeCheck;
import ai.refit.deploy.gate.GateReport.Outcome;
import ai.refit.deploy.http.Answer;
import ai.refit.deploy.http.Caller;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Asks what users ask, in the order of the service's checks, and stops at the first that fails. A check may be asked
 * again after a crash.
 */
@Component
public class SmokeGate {

    private final InstantSource clock;

    public SmokeGate() {
        this(InstantSource.system());
    }

    SmokeGate(InstantSource clock) {
        this.clock = clock;
    }

    public GateReport check(TargetService service, int port, Patience patience) {
        List<Map<String, Object>> figures = new ArrayList<>();
        List<String> slow = new ArrayList<>();
        try (var caller = new Caller()) {
            for (SmokeCheck check : service.smoke()) {
                String title = check.method() + " " + check.path();
                Answer answer = caller.call(request(check, port), timeout(check, patience));
                figures.add(figures(title, answer));
                Optional<String> fault = fault(check, answer);
                if (fault.isPresent()) {
                    return report(Outcome.FAILED, title + ": " + fault.get(), figures);
                }
                if (answer.took().compareTo(check.warnAbove()) > 0) {
                    slow.add(title + " took " + answer.took().toMillis() + " ms, expected at most "
                            + check.warnAbove().toMillis() + " ms");
                    patience.say("smoke: " + slow.getLast());
                }
            }
        }
        if (!slow.isEmpty()) {
            return report(Outcome.WARNED, String.join("; ", slow), figures);
        }
        return report(Outcome.PASSED, figures.size() + " of " + figures.size() + " checks answered well", figures);
    }

    private Duration timeout(SmokeCheck check, Patience patience) {
        Duration left = Duration.between(clock.instant(), patience.deadline());
        Duration shorter = left.compareTo(check.timeout()) < 0 ? left : check.timeout();
        return shorter.isNegative() ? Duration.ZERO : shorter;
    }

    private static HttpRequest request(SmokeCheck check, int port) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + check.path()))
                .header("Accept", "application/json");
        if (check.body() == null) {
            return request.method(check.method(), BodyPublishers.noBody()).build();
        }
        return request.header("Content-Type", "application/json")
                .method(check.method(), BodyPublishers.ofString(check.body()))
                .build();
    }

    private static Optional<String> fault(SmokeCheck check, Answer answer) {
        return switch (answer) {
            case Answer.Silent silent -> Optional.of("no answer: " + silent.why());
            case Answer.Said said when said.status() >= 400 -> Optional.of("status " + said.status());
            case Answer.Said said -> {
                Optional<JsonNode> json = said.json();
                if (json.isEmpty()) {
                    yield Optional.of("the answer (status " + said.status() + ") is no JSON");
                }
                String field = check.jsonField();
                yield field == null || JsonFields.find(json.get(), field).isPresent()
                        ? Optional.empty()
                        : Optional.of("the answer has no field " + field);
            }
        };
    }

    private static Map<String, Object> figures(String title, Answer answer) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("check", title);
        figures.put("status", answer instanceof Answer.Said said ? said.status() : 0);
        figures.put("ms", answer.took().toMillis());
        return figures;
    }

    private static GateReport report(Outcome outcome, String detail, List<Map<String, Object>> checks) {
        return new GateReport("smoke", outcome, detail, Map.of("checks", List.copyOf(checks)));
    }
}
