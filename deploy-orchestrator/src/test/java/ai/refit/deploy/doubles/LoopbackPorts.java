package ai.refit.deploy.doubles;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Ports on which nobody listens, from below those that the kernel gives to outgoing connections. */
public final class LoopbackPorts {

    private LoopbackPorts() {}

    public static int one() {
        return free(1).getFirst();
    }

    /** Two different ones. */
    public static List<Integer> pair() {
        return free(2);
    }

    private static List<Integer> free(int count) {
        var found = new LinkedHashSet<Integer>();
        while (found.size() < count) {
            int port = ThreadLocalRandom.current().nextInt(18_000, 32_000);
            try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                found.add(port);
            } catch (IOException e) {
                // Taken: another one is tried.
            }
        }
        return List.copyOf(found);
    }
}
