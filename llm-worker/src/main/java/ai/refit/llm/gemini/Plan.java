package ai.refit.llm.gemini;

/**
 * Which model is asked next: one budget of calls for all. A model is asked again, twice at most, only while enough calls are
 * left for each of the models behind it.
 *
 * @param models how many there are
 * @param model the one to ask, from 0
 * @param asked calls it has had
 * @param left calls that may still be made
 */
record Plan(int models, int model, int asked, int left) {

    private static final int MOST_RETRIES = 2;

    static Plan of(int models, int attempts) {
        return new Plan(models, 0, 0, attempts);
    }

    boolean isOver() {
        return left == 0 || model == models;
    }

    /** After a call. */
    Plan spent() {
        return new Plan(models, model, asked + 1, left - 1);
    }

    /** After a call whose failure may pass. */
    Plan again() {
        int behind = models - model - 1;
        return asked <= MOST_RETRIES && left > behind ? this : nextModel();
    }

    Plan nextModel() {
        return new Plan(models, model + 1, 0, left);
    }
}
