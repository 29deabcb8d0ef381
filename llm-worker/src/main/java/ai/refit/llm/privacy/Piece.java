package ai.refit.llm.privacy;

/** Where personal data stands in a text. */
record Piece(PersonalData kind, int start, int end) {}
