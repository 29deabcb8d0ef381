package ai.refit.deploy.lifecycle;

/** An event that a state does not know: a bug. */
public final class IllegalTransition extends IllegalStateException {

    private static final long serialVersionUID = 1;

    IllegalTransition(DeploymentState state, DeploymentEvent event) {
        super(state.title() + " does not know " + event.getClass().getSimpleName());
    }
}
