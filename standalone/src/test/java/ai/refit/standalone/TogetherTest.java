package ai.refit.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class TogetherTest {

    @Test
    void thingsRunAtTheSameTime() {
        var both = new CountDownLatch(2);
        Runnable meet = () -> {
            both.countDown();
            await(both);
        };
        Together.run(List.of(meet, meet));
        assertThat(both.getCount()).isZero();
    }

    @Test
    void aFailureIsThrownWhenAllAreThrough() {
        var through = new AtomicBoolean();
        var failed = new CountDownLatch(1);
        Runnable fails = () -> {
            failed.countDown();
            throw new IllegalArgumentException("first");
        };
        Runnable works = () -> {
            await(failed);
            through.set(true);
        };
        Runnable failsToo = () -> {
            throw new IllegalArgumentException("second");
        };
        assertThatThrownBy(() -> Together.run(List.of(fails, works, failsToo)))
                .hasMessage("first")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .hasToString("java.lang.IllegalArgumentException: second"));
        assertThat(through).isTrue();
    }

    @Test
    void anInterruptReachesThemAll() {
        var never = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        Runnable waits = () -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        };
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Together.run(List.of(waits))).hasMessage("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(interrupted.getCount()).isZero();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
