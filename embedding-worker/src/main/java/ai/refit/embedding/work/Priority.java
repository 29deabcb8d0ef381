package ai.refit.embedding.work;

import org.springframework.stereotype.Component;

/** Lets interactive work go before bulk work: bulk stops between its micro-batches while anything interactive runs. */
@Component
class Priority {

    private int interactive;

    /** Runs something that somebody waits for. */
    void interactive(Runnable work) {
        synchronized (this) {
            interactive++;
        }
        try {
            work.run();
        } finally {
            synchronized (this) {
                interactive--;
                notifyAll();
            }
        }
    }

    /** Returns when nothing interactive runs. */
    synchronized void giveWay() throws InterruptedException {
        while (interactive > 0) {
            wait();
        }
    }
}
