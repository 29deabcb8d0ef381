package ai.refit.edge;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.contracts.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Whatever comes in over HTTP: never a 5xx, always a problem with a code; and where a field is at fault, its name. */
final class HostileRequestsIT {

    private static final String DEEP = "[".repeat(100_000);
    private static final String PROFILE = RunningEdge.MENTORS + "1";

    /**
     * One line a request: what it is, how it is sent, and the status and code it must get.
     *
     * @param field that the problem must name, empty when the fault is none of a field's
     */
    private record Hostile(String name, String head, byte[] body, int status, String code, String field) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Hostile> requests() {
        List<Hostile> all = new ArrayList<>();
        // Bodies that are no JSON object.
        for (String route : List.of(
                "POST " + RunningEdge.RECOMMENDATIONS,
                "POST /api/ai/recommendations/feedback",
                "POST /api/ai/embeddings",
                "POST /api/ai/analyses",
                "POST /api/ai/resumes/1/parse",
                "POST /api/ai/repo/job-post",
                "POST /api/ai/repo/generate",
                "POST /api/ai/reports",
                "PUT " + PROFILE,
                "PUT " + RunningEdge.MENTEES + "1")) {
            all.add(json(route, "", 400, "MALFORMED_JSON", ""));
            all.add(json(route, "[1,2]", 400, "MALFORMED_JSON", ""));
            all.add(json(route, "{\"a\":", 400, "MALFORMED_JSON", ""));
        }
        all.add(json("PUT " + PROFILE, " ", 400, "MALFORMED_JSON", ""));
        all.add(json("PUT " + PROFILE, "null", 400, "MALFORMED_JSON", ""));
        all.add(json("PUT " + PROFILE, "{} {}", 400, "MALFORMED_JSON", ""));
        all.add(json("PUT " + PROFILE, "{\"a\":" + DEEP, 400, "MALFORMED_JSON", ""));
        all.add(json("PUT " + PROFILE, "{\"a\":1" + "0".repeat(5_000) + "}", 400, "MALFORMED_JSON", ""));
        all.add(json("PUT " + PROFILE, "{'nickname':'x'}", 400, "MALFORMED_JSON", ""));
        all.add(bytes(
                "a body that is no UTF-8",
                "PUT " + PROFILE,
                new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'},
                400,
                "MALFORMED_JSON"));
        all.add(bytes("a body of NULs", "PUT " + PROFILE, new byte[64], 400, "MALFORMED_JSON"));
        all.add(json("PUT " + PROFILE, "x".repeat(2_000_000), 413, "BODY_TOO_LARGE", ""));
        all.add(json("POST " + RunningEdge.RECOMMENDATIONS, " ".repeat(2_000_000), 413, "BODY_TOO_LARGE", ""));

        // Values of the wrong type, size or form.
        all.add(profile("{\"nickname\":1}", "nickname"));
        all.add(profile("{\"nickname\":\"" + "n".repeat(201) + "\"}", "nickname"));
        all.add(profile("{\"nickname\":\"a\\u0000b\"}", "nickname"));
        all.add(profile("{\"nickname\":\"\\ud800\"}", "nickname"));
        all.add(profile("{\"introduction\":\"\\udc00x\"}", "introduction"));
        all.add(profile("{\"introduction\":\"" + "가".repeat(5_001) + "\"}", "introduction"));
        all.add(profile("{\"skills\":\"Java\"}", "skills"));
        all.add(profile("{\"skills\":{\"0\":\"Java\"}}", "skills"));
        all.add(profile("{\"skills\":[\"Java\",7]}", "skills[1]"));
        all.add(profile("{\"skills\":[null]}", "skills[0]"));
        all.add(profile("{\"skills\":[\"\\u0000\"]}", "skills[0]"));
        all.add(profile("{\"skills\":[\" \"]}", "skills[0]"));
        all.add(profile("{\"skills\":[" + "\"s\",".repeat(50) + "\"s\"]}", "skills"));
        all.add(profile("{\"jobs\":[\"" + "j".repeat(101) + "\"]}", "jobs[0]"));
        all.add(profile("{\"rating_avg\":5.1}", "rating_avg"));
        all.add(profile("{\"rating_avg\":-0.1}", "rating_avg"));
        all.add(profile("{\"rating_avg\":1e400}", "rating_avg"));
        all.add(profile("{\"rating_avg\":\"4\"}", "rating_avg"));
        all.add(profile("{\"response_rate\":100.5}", "response_rate"));
        all.add(profile("{\"rating_count\":-1}", "rating_count"));
        all.add(profile("{\"rating_count\":2.5}", "rating_count"));
        all.add(profile("{\"rating_count\":99999999999999999999999}", "rating_count"));
        all.add(profile("{\"verified\":\"yes\"}", "verified"));
        all.add(profile("{\"available\":1}", "available"));
        all.add(profile("{\"capacity\":2147483648}", "capacity"));
        all.add(profile("{\"user_id\":2}", "user_id"));
        all.add(profile("{\"user_id\":1.5}", "user_id"));
        all.add(profile("{\"last_active_at\":\"yesterday\"}", "last_active_at"));
        all.add(profile("{\"last_active_at\":1700000000}", "last_active_at"));
        all.add(profile("{\"last_active_at\":\"+999999999-12-31T23:59:59Z\"}", "last_active_at"));
        all.add(profile("{\"last_active_at\":\"+12026-01-01T00:00:00\"}", "last_active_at"));
        all.add(profile("{\"last_active_at\":\"-0001-01-01T00:00:00\"}", "last_active_at"));
        all.add(recommendation("{}", "interest"));
        all.add(recommendation("{\"interest\":\"  \"}", "interest"));
        all.add(recommendation("{\"interest\":[\"x\"]}", "interest"));
        all.add(recommendation("{\"interest\":\"x\",\"top_k\":0}", "top_k"));
        all.add(recommendation("{\"interest\":\"x\",\"top_k\":21}", "top_k"));
        all.add(recommendation("{\"interest\":\"x\",\"top_k\":\"3\"}", "top_k"));
        all.add(recommendation("{\"interest\":\"x\",\"top_k\":1e30}", "top_k"));
        all.add(recommendation("{\"interest\":\"x\",\"only_verified\":\"true\"}", "only_verified"));
        all.add(recommendation("{\"interest\":\"x\",\"user_id\":{}}", "user_id"));
        all.add(recommendation("{\"interest\":\"x\",\"user_id\":\"\"}", "user_id"));
        all.add(recommendation("{\"interest\":\"x\",\"user_id\":\"a\\u0000\"}", "user_id"));
        all.add(recommendation("{\"interest\":\"x\",\"user_id\":99999999999999999999}", "user_id"));
        all.add(recommendation("{\"interest\":\"" + "x".repeat(1_001) + "\"}", "interest"));
        String embeddings = "POST /api/ai/embeddings";
        all.add(json(embeddings, "{}", 422, "INVALID_FIELD", "input"));
        all.add(json(embeddings, "{\"input\":[]}", 422, "INVALID_FIELD", "input"));
        all.add(json(embeddings, "{\"input\":\"one\"}", 422, "INVALID_FIELD", "input"));
        all.add(json(embeddings, "{\"input\":[" + "\"x\",".repeat(256) + "\"x\"]}", 422, "INVALID_FIELD", "input"));
        all.add(json(embeddings, "{\"input\":[\"x\"],\"kind\":\"document\"}", 422, "INVALID_FIELD", "kind"));
        String feedback = "POST /api/ai/recommendations/feedback";
        all.add(json(feedback, "{\"shown\":[1]}", 422, "INVALID_FIELD", "task_id"));
        all.add(json(feedback, "{\"task_id\":\"x\",\"shown\":[1]}", 422, "INVALID_FIELD", "task_id"));
        all.add(json(feedback, "{\"task_id\":7,\"shown\":[1]}", 422, "INVALID_FIELD", "task_id"));
        String known = "{\"task_id\":\"0197f000-0000-7000-8000-000000000000\"";
        all.add(json(feedback, known + "}", 422, "INVALID_FIELD", "shown"));
        all.add(json(feedback, known + ",\"shown\":[\"1\"]}", 422, "INVALID_FIELD", "shown[0]"));
        all.add(json(feedback, known + ",\"clicked\":1}", 422, "INVALID_FIELD", "clicked"));
        all.add(json(feedback, known + ",\"shown\":[1]}", 404, "TASK_NOT_FOUND", ""));

        // Paths and parameters.
        all.add(get("/", 404, "ROUTE_NOT_FOUND"));
        all.add(get("/api/ai/nothing", 404, "ROUTE_NOT_FOUND"));
        all.add(get("/api/ai/../../etc/passwd", 404, "ROUTE_NOT_FOUND"));
        all.add(get("/api/ai/%2e%2e/%2e%2e/etc/passwd", 404, "ROUTE_NOT_FOUND"));
        all.add(get("//api//ai//tasks", 404, "ROUTE_NOT_FOUND"));
        all.add(get("/api/ai/tasks/", 404, "ROUTE_NOT_FOUND"));
        all.add(get("/api/ai/tasks/;a=b", 404, ""));
        all.add(get("/api/ai/tasks/nope", 404, "TASK_NOT_FOUND"));
        all.add(get("/api/ai/tasks/1-1-1-1-1", 404, "TASK_NOT_FOUND"));
        all.add(get("/api/ai/tasks/%00", 404, "TASK_NOT_FOUND"));
        all.add(get("/api/ai/tasks/0197f000-0000-4000-8000-000000000000/events", 404, "TASK_NOT_FOUND"));
        all.add(get("/api/ai/tasks/" + "a".repeat(3_000), 404, "TASK_NOT_FOUND"));
        all.add(parameter("/api/ai/tasks?status=done", "status"));
        all.add(parameter("/api/ai/tasks?kind=%27%20OR%201=1", "kind"));
        all.add(parameter("/api/ai/tasks?cursor=x", "cursor"));
        all.add(parameter("/api/ai/tasks?limit=0", "limit"));
        all.add(parameter("/api/ai/tasks?limit=999999999999", "limit"));
        all.add(parameter("/api/ai/mentors/recommend/1?top_k=21", "top_k"));
        all.add(parameter("/api/ai/mentors/recommend/1?top_k=x", "top_k"));
        all.add(parameter("/api/ai/mentors/recommend/1?only_verified=maybe", "only_verified"));
        all.add(parameter("/api/ai/mentors/recommend/1?include_eval=%00", "include_eval"));
        all.add(parameter("/api/ai/mentors/recommend/" + "9".repeat(101), "user_id"));
        all.add(parameter("/api/ai/mentors/abc", "user_id"));
        all.add(parameter("/api/ai/mentors/99999999999999999999", "user_id"));
        all.add(parameter("/api/ai/mentors/%20", "user_id"));
        all.add(parameter("/api/ai/mentees/%20", "user_id"));
        all.add(parameter("/api/ai/mentees/a%00b", "user_id"));
        all.add(parameter("/api/ai/mentors/recommend/a%00b", "user_id"));
        all.add(get("/api/ai/mentees/%ff%fe", 404, "USER_NOT_FOUND"));
        all.add(get("/api/ai/mentees/a%2f..%2fb", 404, "USER_NOT_FOUND"));
        all.add(get("/api/ai/mentees/%F0%9F%92%A9", 404, "USER_NOT_FOUND"));
        all.add(get("/api/ai/mentees/%zz", 400, "BAD_REQUEST"));
        all.add(get("/api/ai/mentees/a|b", 400, "BAD_REQUEST"));
        all.add(get("/api/ai/tasks?limit=%zz", 400, "BAD_REQUEST"));

        // Methods, headers and types.
        all.add(bare("DELETE " + RunningEdge.RECOMMENDATIONS, 405, "METHOD_NOT_ALLOWED"));
        all.add(bare("PATCH " + PROFILE, 405, "METHOD_NOT_ALLOWED"));
        all.add(bare("POST /api/ai/tasks", 405, "METHOD_NOT_ALLOWED"));
        all.add(bare("GET /api/ai/embeddings", 405, "METHOD_NOT_ALLOWED"));
        all.add(bare("GET /api/ai/analyses", 405, "METHOD_NOT_ALLOWED"));
        all.add(bare("PUT /api/ai/repo/generate", 405, "METHOD_NOT_ALLOWED"));
        String analyses = "POST /api/ai/analyses";
        all.add(typed(analyses, "multipart/form-data", "--x--", 400, "BAD_REQUEST"));
        all.add(typed(analyses, "multipart/form-data; boundary=x", "", 400, "BAD_REQUEST"));
        all.add(typed(analyses, "multipart/form-data; boundary=x", "--x--", 400, "BAD_REQUEST"));
        all.add(typed(analyses, "multipart/form-data; boundary=x", "no form at all", 400, "BAD_REQUEST"));
        all.add(typed(
                analyses,
                "multipart/form-data; boundary=x",
                "--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nhalf a docu",
                400,
                "BAD_REQUEST"));
        all.add(typed(
                analyses,
                "multipart/form-data; boundary=x",
                "--x\r\nContent-Disposition: form-data\r\n\r\nof no name\r\n--x--\r\n",
                422,
                "INVALID_FIELD"));
        all.add(typed(
                analyses,
                "multipart/form-data; boundary=x",
                "--x\r\nContent-Disposition: form-data; name=\"names\"\r\n\r\n" + "n".repeat(70_000) + "\r\n--x--\r\n",
                413,
                "BODY_TOO_LARGE"));
        all.add(bare("BREW " + PROFILE, 405, "METHOD_NOT_ALLOWED"));
        String import_ = "POST " + RunningEdge.IMPORT;
        all.add(json(import_, "{}", 415, "UNSUPPORTED_MEDIA_TYPE", ""));
        all.add(typed(import_, "no type at all", "{}", 415, "UNSUPPORTED_MEDIA_TYPE"));
        all.add(typed(import_, "application/xml", "<a/>", 415, "UNSUPPORTED_MEDIA_TYPE"));
        all.add(typed("PUT " + PROFILE, "no type at all", "{", 415, "UNSUPPORTED_MEDIA_TYPE"));
        all.add(typed("PUT " + PROFILE, "text/html", "<html>", 400, "MALFORMED_JSON"));
        all.add(typed(
                "POST " + RunningEdge.RECOMMENDATIONS,
                "multipart/form-data; boundary=x",
                "--x--",
                400,
                "MALFORMED_JSON"));
        all.add(header(
                "GET /api/ai/tasks/0197f000-0000-7000-8000-000000000000/events",
                "Accept: application/xml",
                406,
                "NOT_ACCEPTABLE"));
        all.add(header("GET /api/ai/tasks", "Accept: nonsense", 406, "NOT_ACCEPTABLE"));
        all.add(header("GET /api/ai/tasks/nope", "If-None-Match: nonsense", 404, "TASK_NOT_FOUND"));
        all.add(header("GET /api/ai/tasks/nope", "Prefer: wait=99999999999999999999; =;,", 404, "TASK_NOT_FOUND"));
        all.add(keyed(" ", 422));
        all.add(keyed("k".repeat(256), 422));
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void isAnsweredWithAProblem(Hostile hostile) throws IOException {
        Raw raw = send(RunningEdge.shared().port(), hostile);
        assertThat(raw.status()).as(raw.toString()).isEqualTo(hostile.status());
        assertThat(raw.head().toLowerCase(Locale.ROOT)).contains("content-type: application/problem+json");
        JsonNode problem = Json.tree(raw.body());
        assertThat(problem.get("status").intValue()).isEqualTo(hostile.status());
        assertThat(problem.get("type").asString()).startsWith("urn:refit:problem:");
        assertThat(problem.get("title").asString()).isNotBlank();
        assertThat(problem.get("detail").asString()).isNotBlank().doesNotContain("Exception", "ai.refit");
        assertThat(problem.get("code").asString()).matches("[A-Z_]+");
        if (!hostile.code().isEmpty()) {
            assertThat(problem.get("code").asString()).isEqualTo(hostile.code());
        }
        if (!hostile.field().isEmpty()) {
            JsonNode error = problem.at("/errors/0");
            assertThat(error.get("field").asString()).isEqualTo(hostile.field());
            assertThat(error.get("detail").asString()).isNotBlank();
            assertThat(error.get("expected").asString()).isNotBlank();
        }
        if (hostile.code().equals("MALFORMED_JSON")) {
            assertThat(problem.get("detail").asString()).containsAnyOf("line", "empty", "expected", "maximum");
        }
    }

    private static Hostile json(String route, String body, int status, String code, String field) {
        String shown = body.length() > 60 ? body.substring(0, 60) + "… (" + body.length() + ")" : body;
        return new Hostile(
                route + " " + shown.replace("\0", "NUL"),
                route + " HTTP/1.1\r\nContent-Type: application/json\r\n",
                body.getBytes(StandardCharsets.UTF_8),
                status,
                code,
                field);
    }

    private static Hostile profile(String body, String field) {
        return json("PUT " + PROFILE, body, 422, "INVALID_FIELD", field);
    }

    private static Hostile recommendation(String body, String field) {
        return json("POST " + RunningEdge.RECOMMENDATIONS, body, 422, "INVALID_FIELD", field);
    }

    private static Hostile bytes(String name, String route, byte[] body, int status, String code) {
        String head = route + " HTTP/1.1\r\nContent-Type: application/json\r\n";
        return new Hostile(name, head, body, status, code, "");
    }

    private static Hostile get(String path, int status, String code) {
        return bare("GET " + path, status, code);
    }

    private static Hostile parameter(String path, String field) {
        return new Hostile("GET " + path, "GET " + path + " HTTP/1.1\r\n", new byte[0], 422, "INVALID_FIELD", field);
    }

    private static Hostile bare(String route, int status, String code) {
        String name = route.length() > 80 ? route.substring(0, 80) + "…" : route;
        return new Hostile(name, route + " HTTP/1.1\r\n", new byte[0], status, code, "");
    }

    private static Hostile header(String route, String header, int status, String code) {
        return new Hostile(
                route + " " + header, route + " HTTP/1.1\r\n" + header + "\r\n", new byte[0], status, code, "");
    }

    private static Hostile typed(String route, String type, String body, int status, String code) {
        String head = route + " HTTP/1.1\r\nContent-Type: " + type + "\r\n";
        return new Hostile(route + " as " + type, head, body.getBytes(StandardCharsets.UTF_8), status, code, "");
    }

    private static Hostile keyed(String key, int status) {
        return new Hostile(
                "Idempotency-Key of " + key.length(),
                "POST /api/ai/mentors/embeddings/update HTTP/1.1\r\nIdempotency-Key: " + key + "\r\n",
                new byte[0],
                status,
                "INVALID_FIELD",
                "Idempotency-Key");
    }

    private record Raw(int status, String head, byte[] body) {
        @Override
        public String toString() {
            return head + "\n" + new String(body, StandardCharsets.UTF_8);
        }
    }

    /** As it is, past any client that would tidy it up. */
    private static Raw send(int port, Hostile hostile) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            var out = socket.getOutputStream();
            String head = hostile.head() + "Host: localhost\r\nConnection: close\r\nContent-Length: "
                    + hostile.body().length + "\r\n\r\n";
            out.write(head.getBytes(StandardCharsets.ISO_8859_1));
            try {
                out.write(hostile.body());
                out.flush();
            } catch (IOException refused) {
                // The server may answer before it has read everything.
            }
            return read(socket.getInputStream());
        }
    }

    private static Raw read(InputStream in) throws IOException {
        var all = new ByteArrayOutputStream();
        try {
            in.transferTo(all);
        } catch (IOException reset) {
            // After the answer the server may drop what it does not read.
        }
        byte[] bytes = all.toByteArray();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        assertThat(end).as("an answer: %s", text).isPositive();
        String head = text.substring(0, end);
        byte[] body = Arrays.copyOfRange(bytes, end + 4, bytes.length);
        return new Raw(Integer.parseInt(head.split(" ")[1]), head, body);
    }
}
