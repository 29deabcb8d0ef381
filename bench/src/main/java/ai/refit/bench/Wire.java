package ai.refit.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * One kept HTTP/1.1 connection, one request at a time. It does the least that a client can, because it shares the cores
 * with what it measures. Answers must say their length.
 */
final class Wire implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;
    private static final byte[] END_OF_HEADERS = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Socket socket;
    private final InputStream in;
    private byte[] buffer = new byte[16 * 1024];
    private int filled;

    Wire(URI server) throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), PATIENCE_MILLIS);
        in = socket.getInputStream();
    }

    /** An answer; the body as it came. */
    @SuppressWarnings("ArrayRecordComponent")
    record Answer(int status, byte[] body) {

        boolean contains(byte[] part) {
            return indexOf(body, body.length, part) >= 0;
        }

        @Override
        public String toString() {
            String text = new String(body, StandardCharsets.UTF_8);
            return status + " " + (text.length() > 200 ? text.substring(0, 200) + "…" : text);
        }
    }

    /**
     * A whole request as bytes, to be made once and sent often.
     *
     * @param headers more of them, each {@code Name: value}
     */
    static byte[] request(String method, String path, String json, String... headers) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        byte[] head = (method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + Arrays.stream(headers).map(header -> header + "\r\n").collect(Collectors.joining())
                        + "Content-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    /** @throws IOException when the connection broke or the answer is not as expected; then it is of no more use */
    Answer send(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        int end;
        while ((end = indexOf(buffer, filled, END_OF_HEADERS)) < 0) {
            fill();
        }
        String head = new String(buffer, 0, end + 2, StandardCharsets.US_ASCII);
        int bodyStart = end + END_OF_HEADERS.length;
        int length = length(head);
        while (filled < bodyStart + length) {
            fill();
        }
        byte[] body = Arrays.copyOfRange(buffer, bodyStart, bodyStart + length);
        filled -= bodyStart + length;
        System.arraycopy(buffer, bodyStart + length, buffer, 0, filled);
        return new Answer(Integer.parseInt(head, head.indexOf(' ') + 1, head.indexOf(' ') + 4, 10), body);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void fill() throws IOException {
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            throw new EOFException("the server closed the connection");
        }
        filled += read;
    }

    private static int length(String head) throws IOException {
        String name = "\r\ncontent-length:";
        for (int i = 0; i + name.length() < head.length(); i++) {
            if (head.regionMatches(true, i, name, 0, name.length())) {
                return Integer.parseInt(head.substring(i + name.length(), head.indexOf('\r', i + 2))
                        .strip());
            }
        }
        throw new IOException(
                "an answer without its length: " + head.lines().findFirst().orElse(""));
    }

    private static int indexOf(byte[] bytes, int length, byte[] part) {
        for (int i = 0; i <= length - part.length; i++) {
            if (bytes[i] == part[0] && Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        return -1;
    }
}
