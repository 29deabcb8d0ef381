package ai.refit.deploy.run;

/** This orchestrator stops; whoever comes next goes on. */
final class ShuttingDown extends RuntimeException {

    private static final long serialVersionUID = 1;
}
