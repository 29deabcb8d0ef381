package ai.refit.edge.http;

import java.nio.charset.StandardCharsets;

/** The product backend's form of an answer: {@code {"code": "OK", "data": …}}. */
public final class Envelope {

    private Envelope() {}

    /** @param data JSON */
    public static byte[] of(String data) {
        return ("{\"code\":\"OK\",\"data\":" + data + "}").getBytes(StandardCharsets.UTF_8);
    }
}
