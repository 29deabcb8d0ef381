package ai.refit.llm.analyst;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands in a posting; see {@link ai.refit.contracts.posting.JobPosting}. The lists keep the posting's order. */
public record PostingFindings(
        @Nullable Claim title,
        @Nullable Claim company,
        @Nullable Claim position,
        @Nullable Claim employmentType,
        @Nullable Claim experienceLevel,
        @Nullable Claim education,
        List<Claim> responsibilities,
        List<Claim> requirements,
        List<Claim> preferred,
        List<Claim> techs) {}
