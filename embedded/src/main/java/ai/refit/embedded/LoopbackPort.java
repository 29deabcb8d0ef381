package ai.refit.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Which port on loopback a server takes. Free ones are looked for below the range that systems hand out to outgoing
 * connections, so that nothing takes the port between the look and the bind; the choice is kept for the next start.
 */
final class LoopbackPort {

    private static final int FIRST = 20_000;
    private static final int AFTER_LAST = 32_000;
    private static final int TRIES = 200;

    private LoopbackPort() {}

    /**
     * @param wanted the port, 0 for the remembered one or else any free one
     * @param memory the file that holds the port of the last start; need not exist
     */
    static int choose(int wanted, Path memory) throws IOException {
        int port = wanted != 0 ? wanted : rememberedOrFree(memory);
        Files.writeString(memory, Integer.toString(port));
        return port;
    }

    private static int rememberedOrFree(Path memory) throws IOException {
        int remembered = read(memory);
        if (remembered != 0 && isFree(remembered)) {
            return remembered;
        }
        for (int i = 0; i < TRIES; i++) {
            int candidate = ThreadLocalRandom.current().nextInt(FIRST, AFTER_LAST);
            if (isFree(candidate)) {
                return candidate;
            }
        }
        throw new IOException("no free port on loopback between " + FIRST + " and " + AFTER_LAST);
    }

    private static int read(Path memory) throws IOException {
        if (!Files.exists(memory)) {
            return 0;
        }
        String text = Files.readString(memory).trim();
        return text.matches("[1-9]\\d{3,4}") ? Integer.parseInt(text) : 0;
    }

    private static boolean isFree(int port) {
        if (port > 65_535) {
            return false;
        }
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
