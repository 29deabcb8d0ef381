package ai.refit.llm.privacy;

import java.util.Locale;

/** The kinds of personal data. */
public enum PersonalData {
    PHONE,
    EMAIL,
    RESIDENT_NUMBER,
    ADDRESS,
    BIRTH_DATE,
    NAME;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
