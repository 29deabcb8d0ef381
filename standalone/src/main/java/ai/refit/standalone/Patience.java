package ai.refit.standalone;

import java.time.Duration;

/** Asks again while the answer is that it is too early, until a deadline. */
final class Patience {

    private static final Duration BETWEEN = Duration.ofMillis(50);

    private final long deadline;

    Patience(Duration patience) {
        this.deadline = System.nanoTime() + patience.toNanos();
    }

    @FunctionalInterface
    interface Question {
        EdgeClient.Answer ask() throws InterruptedException;
    }

    /** The first answer that will not change by waiting, or the last one before the deadline. */
    EdgeClient.Answer retry(Question question) throws InterruptedException {
        while (true) {
            EdgeClient.Answer answer = question.ask();
            if (!answer.isPassing() || System.nanoTime() - deadline > 0) {
                return answer;
            }
            Thread.sleep(BETWEEN);
        }
    }
}
