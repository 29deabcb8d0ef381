package ai.refit.edge;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A multipart form, byte by byte. */
final class Form {

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final String boundary;

    Form(String boundary) {
        this.boundary = boundary;
    }

    Form field(String name, String value) {
        return part("Content-Disposition: form-data; name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
    }

    Form file(byte[] content) {
        return part(
                "Content-Disposition: form-data; name=\"file\"; filename=\"cv.pdf\"\r\nContent-Type: application/pdf",
                content);
    }

    private Form part(String head, byte[] content) {
        body.writeBytes(("--" + boundary + "\r\n" + head + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Without its end. */
    byte[] half() {
        return body.toByteArray();
    }

    byte[] whole() {
        var whole = new ByteArrayOutputStream();
        whole.writeBytes(body.toByteArray());
        whole.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return whole.toByteArray();
    }

    String type() {
        return "multipart/form-data; boundary=" + boundary;
    }
}
