package ai.refit.embedding.index;

import java.util.Locale;

/** What the lexical part of the score looks at; each is a field of the index and a weight of the fusion. */
public enum Feature {
    /** Korean syllables of the jobs, and whole words of other scripts. */
    JOB_SYLLABLES,
    /** Character pairs of jobs, skills and introduction. */
    TEXT_PAIRS,
    /** Words of jobs, skills and introduction, by the Korean analyser. */
    TEXT_WORDS,
    /** Concepts of the alias tables named anywhere in the profile. */
    CONCEPTS;

    String field() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Name of the weight in the settings. */
    String setting() {
        return field().replace('_', '-');
    }
}
