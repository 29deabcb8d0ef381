package ai.refit.llm.work;

import ai.refit.llm.analyst.Assignment;

/** One attempt at a task as those see it who carry it out: for whom they work, and whom they tell how far they are. */
record Course(Assignment assignment, Progress progress) {

    interface Progress {
        /** @param percent 0–100 of the whole task */
        void at(Stage stage, int percent);
    }

    /** @throws Unwanted when nobody wants the task any more */
    void reached(Stage stage, int percent) {
        if (assignment.unwanted().getAsBoolean()) {
            throw new Unwanted();
        }
        progress.at(stage, percent);
    }
}
