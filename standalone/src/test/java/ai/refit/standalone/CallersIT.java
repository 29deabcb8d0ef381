package ai.refit.standalone;

/** {@link CallersSuite} on the system as {@code refit run} starts it. */
final class CallersIT extends CallersSuite {

    @Override
    Pipeline pipeline() {
        return RunningSystem.get().pipeline();
    }
}
