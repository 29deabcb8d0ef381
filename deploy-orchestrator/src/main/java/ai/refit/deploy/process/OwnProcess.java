package ai.refit.deploy.process;

/**
 * A live process that is proven ours: it carries our marks for this slot in its first environment and was started in
 * the release's directory.
 *
 * @param pid of the process that was started
 * @param startTicks when it started, in clock ticks since boot: with the pid it names one process for ever
 * @param release id of the release it was started from
 */
public record OwnProcess(long pid, long startTicks, String release) {}
