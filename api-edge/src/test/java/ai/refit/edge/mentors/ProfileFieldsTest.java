package ai.refit.edge.mentors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.refit.contracts.SampleMessages;
import ai.refit.contracts.json.Json;
import ai.refit.contracts.mentor.MentorProfile;
import ai.refit.edge.http.Fields;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProfileFieldsTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T00:00:00Z, 2026-11-23T09:00:00",
        "2026-11-23T00:00:00+09:00, 2026-11-23T00:00:00",
        "2026-11-22T15:00:00-05:00, 2026-11-23T05:00:00",
        "2026-11-23T09:00:00, 2026-11-23T09:00:00",
        "2026-11-23T09:00, 2026-11-23T09:00:00",
        "2026-11-23T09:00:00.987654, 2026-11-23T09:00:00",
        "2026-12-31T23:30:00Z, 2027-01-01T08:30:00",
    })
    void aTimeIsToldAsSeoulsLocalTimeInWholeSeconds(String said, String kept) {
        var profile = mentor("{\"last_active_at\":\"" + said + "\"}", 1L);
        assertThat(profile.lastActiveAt()).isEqualTo(LocalDateTime.parse(kept));
        assertThat(Json.text(profile)).contains("\"last_active_at\":\"" + kept + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "2026-11-23",
                "2026-13-01T00:00:00",
                "2026-02-30T00:00:00",
                "+999999999-12-31T23:59:59Z",
                "-999999999-01-01T00:00:00+18:00",
                "+12026-01-01T00:00:00",
                "-0001-01-01T00:00:00"
            })
    void aTimeThatNobodyCanReadIsAFault(String said) {
        assertThatThrownBy(() -> mentor("{\"last_active_at\":\"" + said + "\"}", 1L))
                .hasMessageContaining("last_active_at")
                .hasMessageContaining("expected: a time such as");
    }

    @Test
    void onlyTheIdIsRequired() {
        assertThat(mentor("{\"user_id\":-7}", null)).isEqualTo(SampleMessages.bareMentor(-7));
        assertThatThrownBy(() -> mentor("{}", null)).hasMessageContaining("user_id: is missing");
    }

    @Test
    void theIdOfThePathMayBeRepeatedButNotContradicted() {
        assertThat(mentor("{\"user_id\":3}", 3L).userId()).isEqualTo(3);
        assertThat(mentor("{}", 3L).userId()).isEqualTo(3);
        assertThatThrownBy(() -> mentor("{\"user_id\":4}", 3L)).hasMessageContaining("is 4 but the path says 3");
    }

    @Test
    void whatIsWrittenIsReadBack() {
        var full = SampleMessages.mentor(5);
        assertThat(mentor(Json.text(full), null)).isEqualTo(full);
    }

    @Test
    void theStatedBoundsAreInside() {
        String skills = "\"" + "s".repeat(ProfileFields.LONGEST_ITEM) + "\"";
        var profile = mentor(
                "{\"introduction\":\"" + "가".repeat(ProfileFields.LONGEST_INTRODUCTION) + "\",\"skills\":["
                        + (skills + ",").repeat(ProfileFields.MOST_ITEMS - 1) + skills
                        + "],\"response_rate\":100,\"rating_avg\":5,\"user_id\":9223372036854775807}",
                null);
        assertThat(profile.skills()).hasSize(50);
        assertThat(profile.userId()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aMenteeHasSkillsJobsAndAnIntroduction() {
        var mentee = ProfileFields.mentee(
                Fields.parse("{\"skills\":[\"Go\"],\"introduction\":\"안녕\"}".getBytes(StandardCharsets.UTF_8)));
        assertThat(mentee).isEqualTo(new MenteeProfile(List.of("Go"), List.of(), "안녕"));
    }

    private static MentorProfile mentor(String json, @Nullable Long userId) {
        return ProfileFields.mentor(Fields.parse(json.getBytes(StandardCharsets.UTF_8)), userId);
    }
}
