package ai.refit.llm.budget;

/**
 * An answer that was paid for.
 *
 * @param model its name in the settings
 * @param madeBy the name under which it answered
 */
public record KeptAnswer(String model, String madeBy, String json) {}
