package ai.refit.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * A closed loop: so many clients, each of which sends its next request when the last one is answered.
 *
 * @param requests sent in turn, over and over
 * @param check whether an answer is right
 * @param next the turn that comes next: of many requests none comes again before all were sent
 */
record Load(URI server, List<byte[]> requests, Predicate<Wire.Answer> check, AtomicLong next) {

    private static final long LONGEST_NANOS = Duration.ofMinutes(2).toNanos();

    Load(URI server, List<byte[]> requests, Predicate<Wire.Answer> check) {
        this(server, requests, check, new AtomicLong());
    }

    /** So many requests in all. */
    Sample send(int clients, long total) {
        return run(clients, total, Long.MAX_VALUE);
    }

    /** As many requests as the time allows. */
    Sample sendFor(int clients, Duration time) {
        return run(clients, Long.MAX_VALUE, time.toNanos());
    }

    private Sample run(int clients, long total, long nanos) {
        var taken = new AtomicLong();
        long begin = System.nanoTime();
        List<Client> all = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            var client = new Client(taken, total, begin, nanos);
            client.start();
            all.add(client);
        }
        Sample sample = Sample.EMPTY;
        for (Client client : all) {
            sample = sample.plus(client.result());
        }
        return sample.in(Duration.ofNanos(System.nanoTime() - begin));
    }

    private final class Client extends Thread {
        private final AtomicLong taken;
        private final long total;
        private final long begin;
        private final long nanos;
        private final Histogram times = new Histogram(LONGEST_NANOS, 3);
        private long failed;
        private @Nullable String failure;

        Client(AtomicLong taken, long total, long begin, long nanos) {
            super("load");
            this.taken = taken;
            this.total = total;
            this.begin = begin;
            this.nanos = nanos;
            setDaemon(true);
        }

        @Override
        public void run() {
            Wire wire = null;
            while (true) {
                long turn = taken.getAndIncrement();
                long start = System.nanoTime();
                if (turn >= total || start - begin >= nanos) {
                    break;
                }
                try {
                    wire = wire == null ? new Wire(server) : wire;
                    Wire.Answer answer = wire.send(requests.get((int) (next.getAndIncrement() % requests.size())));
                    times.recordValue(Math.min(System.nanoTime() - start, LONGEST_NANOS));
                    if (!check.test(answer)) {
                        fail(answer.toString());
                    }
                } catch (IOException e) {
                    fail(e.toString());
                    close(wire);
                    wire = null;
                }
            }
            close(wire);
        }

        Sample result() {
            try {
                join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted under load", e);
            }
            return new Sample(times, failed, failure, Duration.ZERO, Duration.ZERO);
        }

        private void fail(String what) {
            failed++;
            failure = failure == null ? what : failure;
        }

        private static void close(@Nullable Wire wire) {
            try {
                if (wire != null) {
                    wire.close();
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
