package ai.refit.llm.report;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Something asked of people that is no technology, such as teamwork.
 *
 * @param id names its words for people in the wording, {@code quality.<id>}
 * @param concepts skills of the vocabulary that mean the same
 * @param asked how it is called, in Korean and English
 * @param shown what somebody writes who has it; matches nothing when no words show it
 */
public record Quality(String id, Set<String> concepts, Pattern asked, Pattern shown) {

    public boolean isShownByWords() {
        return !shown.pattern().isEmpty();
    }
}
