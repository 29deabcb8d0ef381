package ai.refit.deploy.gate;

import ai.refit.deploy.http.Answer;
import ai.refit.deploy.http.Caller;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Instant queries of Prometheus' HTTP API, version 1. */
final class PrometheusQuery {

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);

    private final String base;
    private final Caller caller;

    PrometheusQuery(String base, Caller caller) {
        this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        this.caller = caller;
    }

    sealed interface Result {

        record Samples(List<Sample> samples) implements Result {}

        /** @param passing whether it may get better when it is asked again */
        record NoResult(String why, boolean passing) implements Result {}
    }

    /** @param labels without the metric's name; empty for a scalar */
    record Sample(Map<String, String> labels, double value) {}

    Result ask(String query) {
        URI uri;
        try {
            uri = URI.create(base + "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
            return answer(caller.call(HttpRequest.newBuilder(uri).build(), LONGEST_ANSWER));
        } catch (IllegalArgumentException e) {
            return new Result.NoResult("slo.prometheus is no http address", false);
        }
    }

    private static Result answer(Answer answer) {
        return switch (answer) {
            case Answer.Silent silent -> new Result.NoResult("Prometheus: no answer: " + silent.why(), true);
            case Answer.Said said ->
                said.json()
                        .filter(json -> said.status() == 200
                                && json.path("status").asString("").equals("success"))
                        .map(json -> samples(json.path("data")))
                        .orElseGet(() -> refused(said));
        };
    }

    private static Result refused(Answer.Said said) {
        String error = said.json()
                .map(json -> ": " + Excerpt.of(json.path("error").asString("")))
                .orElse("");
        boolean passing = said.status() >= 500 || said.status() == 429;
        return new Result.NoResult("Prometheus answers status " + said.status() + error, passing);
    }

    private static Result samples(JsonNode data) {
        JsonNode result = data.path("result");
        String type = data.path("resultType").asString("");
        return switch (type) {
            case "scalar" -> new Result.Samples(List.of(new Sample(Map.of(), number(result))));
            case "vector" -> {
                List<Sample> samples = new ArrayList<>();
                for (JsonNode series : result) {
                    samples.add(new Sample(labels(series.path("metric")), number(series.path("value"))));
                }
                yield new Result.Samples(samples);
            }
            default -> new Result.NoResult("Prometheus answers a " + Excerpt.of(type) + ", expected a vector", false);
        };
    }

    private static Map<String, String> labels(JsonNode metric) {
        Map<String, String> labels = new HashMap<>();
        for (var label : metric.properties()) {
            if (!label.getKey().equals("__name__")) {
                labels.put(label.getKey(), label.getValue().asString(""));
            }
        }
        return labels;
    }

    /** The value of {@code [time, "value"]}; what is no number is NaN, as Prometheus writes it. */
    private static double number(JsonNode value) {
        return switch (value.path(1).asString("")) {
            case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            case String text -> {
                try {
                    yield Double.parseDouble(text);
                } catch (NumberFormatException e) {
                    yield Double.NaN;
                }
            }
        };
    }
}
