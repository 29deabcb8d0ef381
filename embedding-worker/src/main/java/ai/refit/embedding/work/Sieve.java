package ai.refit.embedding.work;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.stereotype.Component;

/**
 * Keeps one bad item from stopping the others: what fails together is done again one by one, and who fails alone is set
 * aside. When the world is away or the service stops, nobody is at fault, and the failure is passed on.
 */
@Component
class Sieve implements ApplicationListener<ContextClosedEvent> {

    private volatile boolean stopping;

    <T> void pass(Collection<T> items, Consumer<List<T>> work, BiConsumer<T, RuntimeException> aside) {
        if (items.isEmpty()) {
            return;
        }
        List<T> all = List.copyOf(items);
        try {
            work.accept(all);
        } catch (RuntimeException failure) {
            if (stopping || Outage.isCauseOf(failure)) {
                throw failure;
            }
            if (all.size() == 1) {
                aside.accept(all.getFirst(), failure);
            } else {
                all.forEach(item -> pass(List.of(item), work, aside));
            }
        }
    }

    /** Long work asks this where it can be broken off. */
    void goOn() {
        if (stopping) {
            throw new CancellationException("the service is stopping");
        }
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        stopping = true;
    }
}
