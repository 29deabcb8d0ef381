package ai.refit.deploy.command;

/** What did not work, in one line for the person at the terminal. */
final class CommandFault extends RuntimeException {

    private static final long serialVersionUID = 1;

    CommandFault(String message) {
        super(message);
    }
}
