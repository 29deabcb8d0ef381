package ai.refit.edge.reports;

import ai.refit.contracts.posting.JobPosting;

/** Which posting a report is to be on. */
sealed interface AskedPosting {

    record WithId(long jobPostId) implements AskedPosting {}

    record At(String url) implements AskedPosting {}

    record Inline(String text) implements AskedPosting {}

    /** One that says already which technologies it requires, as those do that were read here. */
    record Given(JobPosting posting) implements AskedPosting {}
}
