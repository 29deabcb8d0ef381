package ai.refit.edge.mentors;

import ai.refit.contracts.mentor.MentorProfile;
import ai.refit.contracts.recommendation.UserId;
import ai.refit.edge.http.Fields;
import ai.refit.edge.http.Problem;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads profiles field by field, with the bounds that the product states. */
public final class ProfileFields {

    public static final int LONGEST_INTRODUCTION = 5_000;
    public static final int MOST_ITEMS = 50;
    public static final int LONGEST_ITEM = 100;

    private static final int LONGEST_ID = 100;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_URL = 2_000;
    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    private ProfileFields() {}

    /** The id of a person as it stands in a path. */
    public static UserId person(String text) {
        String wrong = text.isBlank() || text.length() > LONGEST_ID
                ? "has " + text.length() + " characters"
                : Fields.unwritable(text);
        if (wrong != null) {
            throw Problem.invalid("user_id", wrong, "1 to " + LONGEST_ID + " characters of text")
                    .exception();
        }
        return UserId.ofPath(text);
    }

    /** The field {@code user_id}: a 64-bit integer or a text; null when absent. */
    public static @Nullable UserId person(Fields fields) {
        JsonNode value = fields.value("user_id");
        if (value == null) {
            return null;
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return new UserId(Long.toString(value.longValue()), true);
        }
        if (!value.isString()) {
            fields.wrongType("user_id", value, "a 64-bit integer or a text");
            return null;
        }
        String text = fields.text("user_id", LONGEST_ID);
        if (text != null && text.isBlank()) {
            fields.fault("user_id", "is blank", "a 64-bit integer or a text");
            return null;
        }
        return text == null ? null : new UserId(text, false);
    }

    /** @param userId from the path; null when the object itself must name it */
    public static MentorProfile mentor(Fields fields, @Nullable Long userId) {
        Long named = fields.integer("user_id", Long.MIN_VALUE, Long.MAX_VALUE);
        if (named == null && userId == null && fields.errors().isEmpty()) {
            fields.fault("user_id", "is missing", "a 64-bit integer");
        }
        if (named != null && userId != null && !named.equals(userId)) {
            fields.fault("user_id", "is " + named + " but the path says " + userId, "the same, or none");
        }
        Long ratingCount = fields.integer("rating_count", 0, Integer.MAX_VALUE);
        Long capacity = fields.integer("capacity", 0, Integer.MAX_VALUE);
        var profile = new MentorProfile(
                userId != null ? userId : named != null ? named : 0,
                fields.text("nickname", LONGEST_NAME),
                fields.text("company_name", LONGEST_NAME),
                fields.optionalFlag("verified"),
                fields.number("rating_avg", 0, 5),
                ratingCount == null ? null : ratingCount.intValue(),
                fields.number("response_rate", 0, 100),
                skills(fields),
                jobs(fields),
                introduction(fields),
                fields.text("profile_image_url", LONGEST_URL),
                time(fields, "last_active_at"),
                capacity == null ? null : capacity.intValue(),
                fields.optionalFlag("available"));
        fields.check();
        return profile;
    }

    public static MenteeProfile mentee(Fields fields) {
        var profile = new MenteeProfile(skills(fields), jobs(fields), introduction(fields));
        fields.check();
        return profile;
    }

    public static List<String> skills(Fields fields) {
        return fields.texts("skills", MOST_ITEMS, LONGEST_ITEM);
    }

    public static List<String> jobs(Fields fields) {
        return fields.texts("jobs", MOST_ITEMS, LONGEST_ITEM);
    }

    public static @Nullable String introduction(Fields fields) {
        return fields.text("introduction", LONGEST_INTRODUCTION);
    }

    /** A time with a zone becomes Seoul's local time, one without is that already. */
    private static @Nullable LocalDateTime time(Fields fields, String field) {
        String text = fields.text(field, 40);
        if (text == null) {
            return null;
        }
        LocalDateTime time = time(text);
        // Readers expect a year of four digits.
        if (time == null || time.getYear() < 1 || time.getYear() > 9999) {
            fields.fault(field, "is '" + text + "'", "a time such as 2026-11-23T09:00:00 or 2026-11-23T00:00:00Z");
            return null;
        }
        return time;
    }

    private static @Nullable LocalDateTime time(String text) {
        try {
            return OffsetDateTime.parse(text).atZoneSameInstant(SEOUL).toLocalDateTime();
        } catch (DateTimeException withoutZone) {
            try {
                return LocalDateTime.parse(text);
            } catch (DateTimeException e) {
                return null;
            }
        }
    }
}
