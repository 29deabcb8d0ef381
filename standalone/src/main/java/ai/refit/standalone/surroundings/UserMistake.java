package ai.refit.standalone.surroundings;

import java.io.Serial;

/** Something the person at the terminal can put right; the message says what is wrong and what to do, on one line. */
public final class UserMistake extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public UserMistake(String message) {
        super(message);
    }
}
