package ai.refit.contracts.recommendation;

import org.jspecify.annotations.Nullable;

/**
 * One reason for a recommendation, pointing at its place in the mentor's profile.
 *
 * @param sought what the request said
 * @param found what the profile says there, to the letter
 * @param field {@code jobs}, {@code skills} or {@code introduction}
 * @param item index in the list, null for {@code introduction}
 * @param start offset of the first character in that text, in UTF-16 units
 * @param end offset after the last one
 */
public record Match(
        String sought, String found, String field, @Nullable Integer item, int start, int end) {}
