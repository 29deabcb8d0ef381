package ai.refit.standalone;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Several things at once, each on a thread of its own. */
final class Together {

    private Together() {}

    /**
     * Returns when all are through. Then throws what the first of them threw, in the order given, with what others threw
     * suppressed in it. An interrupt is handed on to all of them.
     */
    static void run(List<Runnable> things) {
        List<RuntimeException> failures = new ArrayList<>();
        try (var threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("together-", 1).factory())) {
            List<Future<?>> futures = new ArrayList<>();
            things.forEach(thing -> futures.add(threads.submit(thing)));
            for (Future<?> future : futures) {
                try {
                    future.get();
                } catch (ExecutionException e) {
                    failures.add(unchecked(e.getCause()));
                } catch (InterruptedException e) {
                    threads.shutdownNow();
                    Thread.currentThread().interrupt();
                    failures.add(new IllegalStateException("interrupted", e));
                    break;
                }
            }
        }
        if (!failures.isEmpty()) {
            RuntimeException first = failures.removeFirst();
            failures.forEach(first::addSuppressed);
            throw first;
        }
    }

    private static RuntimeException unchecked(@Nullable Throwable cause) {
        return switch (cause) {
            case RuntimeException exception -> exception;
            case Error error -> throw error;
            case null, default -> new IllegalStateException(cause);
        };
    }
}
