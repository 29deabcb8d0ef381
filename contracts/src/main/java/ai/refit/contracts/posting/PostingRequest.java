package ai.refit.contracts.posting;

import org.jspecify.annotations.Nullable;

/**
 * A posting to be read: one of {@code url} and {@code text}. Schema {@code inputs}; never a message.
 *
 * @param text plain or HTML
 * @param site where it stands, such as {@code saramin}; null when not said
 */
public record PostingRequest(
        @Nullable String url,
        @Nullable String text,
        @Nullable String site) {}
