package ai.refit.llm.prompt;

import ai.refit.contracts.posting.JobPosting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Of a posting what a judgement rests on, without who read it and for how much: the same posting gives the same question. */
record PostingView(
        @Nullable String title,
        @Nullable String company,
        @Nullable String position,
        @Nullable String experienceLevel,
        List<String> responsibilities,
        List<String> requirements,
        List<String> preferred,
        List<String> techStack) {

    static PostingView of(JobPosting posting) {
        return new PostingView(
                posting.title(),
                posting.company(),
                posting.position(),
                posting.experienceLevel(),
                posting.responsibilities(),
                posting.requirements(),
                posting.preferred(),
                posting.techStack());
    }
}
