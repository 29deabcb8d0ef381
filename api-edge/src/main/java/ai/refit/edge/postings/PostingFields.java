package ai.refit.edge.postings;

import ai.refit.contracts.posting.PostingRequest;
import ai.refit.contracts.recommendation.UserId;
import ai.refit.edge.http.Fields;
import ai.refit.edge.mentors.ProfileFields;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what posting is meant. */
final class PostingFields {

    private static final int LONGEST_TEXT = 200_000;
    private static final int LONGEST_SOURCE = 50;

    /** @param userId who asks, null when not said */
    record Asked(
            PostingRequest request,
            PostingAddress address,
            @Nullable String userId,
            boolean force,
            @Nullable String webhookUrl) {}

    private PostingFields() {}

    static Asked read(Fields fields) {
        String jobUrl = fields.url("job_url");
        String otherName = fields.url("job_post_url");
        String text = fields.text("text", LONGEST_TEXT);
        String source = fields.text("source", LONGEST_SOURCE);
        UserId person = ProfileFields.person(fields);
        boolean force = fields.flag("force", false);
        String webhook = fields.url("webhook_url");
        boolean named = fields.has("job_url") || fields.has("job_post_url");
        if (named && text != null) {
            fields.fault("text", "stands beside an address", "either job_url or text");
        } else if (!named && (text == null || text.isBlank()) && fields.errors().isEmpty()) {
            fields.fault("job_url", "is missing, and so is text", "an http or https URL");
        }
        fields.check();
        String url = jobUrl == null ? otherName : jobUrl;
        PostingAddress address =
                url == null ? PostingAddress.ofText(Objects.requireNonNull(text)) : PostingAddress.ofUrl(url);
        return new Asked(
                new PostingRequest(url, text, source), address, person == null ? null : person.key(), force, webhook);
    }
}
