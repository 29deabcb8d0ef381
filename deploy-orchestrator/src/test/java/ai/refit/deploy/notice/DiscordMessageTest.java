package ai.refit.deploy.notice;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.contracts.json.Json;
import ai.refit.deploy.notice.Ending.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DiscordMessageTest {

    private static final UUID DEPLOYMENT = UUID.fromString("0192f0c1-2b3c-7d4e-8f50-616263646566");
    private static final String SHA = "0123456789abcdef0123456789abcdef01234567";

    private static Ending ending(
            Kind kind, String state, String reason, @Nullable String cause, @Nullable String instructions) {
        return new Ending(
                DEPLOYMENT,
                kind,
                state,
                "ai-service",
                "production",
                "20261123090000-0123456789ab",
                SHA,
                "20261120180000-ba9876543210",
                "ci",
                reason,
                cause,
                Instant.parse("2026-11-23T09:00:00Z"),
                Instant.parse("2026-11-23T09:03:12Z"),
                List.of(),
                instructions,
                null);
    }

    private static JsonNode json(Ending ending) {
        return Json.read(Json.text(DiscordMessage.of(ending)), JsonNode.class);
    }

    private static String title(Kind kind, String state, @Nullable String cause) {
        return json(ending(kind, state, "", cause, null)).at("/embeds/0/title").asString();
    }

    @Test
    void aFailedRollbackIsToldWithAllThatIsNeededByHand() {
        var ending = ending(
                Kind.DEPLOY,
                "MANUAL_INTERVENTION",
                "merge of main, run 42",
                "UNHEALTHY: status 503",
                "tail /srv/refit/logs/ai-service.log\n./refit restore ai-service production");

        assertThat(json(ending)).isEqualTo(Json.read("""
                {
                  "content": "🚨 배포 실패, 롤백 실패, 수동 조치 필요 · MANUAL_INTERVENTION · ai-service/production",
                  "embeds": [{
                    "title": "🚨 배포 실패, 롤백 실패, 수동 조치 필요 · MANUAL_INTERVENTION",
                    "description": "자동 복구를 더 진행하지 않습니다. 사람이 조치해야 합니다.\\n**원인** UNHEALTHY: status 503\\n**직접 할 일**\\n```\\ntail /srv/refit/logs/ai-service.log\\n./refit restore ai-service production\\n```",
                    "color": 10038562,
                    "timestamp": "2026-11-23T09:03:12Z",
                    "fields": [
                      {"name": "서비스", "value": "ai-service", "inline": true},
                      {"name": "환경", "value": "production", "inline": true},
                      {"name": "소요 시간", "value": "3분 12초", "inline": true},
                      {"name": "릴리스", "value": "20261123090000-0123456789ab", "inline": true},
                      {"name": "이전 릴리스", "value": "20261120180000-ba9876543210", "inline": true},
                      {"name": "커밋", "value": "0123456789abcdef0123456789abcdef01234567", "inline": false},
                      {"name": "요청자", "value": "ci", "inline": true},
                      {"name": "사유", "value": "merge of main, run 42", "inline": false}],
                    "footer": {"text": "deployment 0192f0c1-2b3c-7d4e-8f50-616263646566"}
                  }],
                  "allowed_mentions": {"parse": []}
                }
                """, JsonNode.class));
    }

    @Test
    void eachEndHasItsWords() {
        assertThat(title(Kind.DEPLOY, "LIVE", null)).isEqualTo("✅ 배포 성공 · LIVE");
        assertThat(title(Kind.DEPLOY, "FAILED", "x")).isEqualTo("❌ 배포 실패 · FAILED");
        assertThat(title(Kind.DEPLOY, "ROLLED_BACK", "x")).isEqualTo("↩️ 배포 실패, 롤백 성공 · ROLLED_BACK");
        assertThat(title(Kind.DEPLOY, "ABORTED", "x")).isEqualTo("⏹️ 배포 중단 · ABORTED");
        assertThat(title(Kind.DEPLOY, "SUPERSEDED", null)).isEqualTo("⏭️ 배포 대체됨 · SUPERSEDED");
        assertThat(title(Kind.RESTORE, "ROLLED_BACK", null)).isEqualTo("✅ 복원 성공 · ROLLED_BACK");
        assertThat(title(Kind.RESTORE, "ROLLED_BACK", "x")).isEqualTo("↩️ 복원 실패, 롤백 성공 · ROLLED_BACK");
        assertThat(title(Kind.RESTORE, "FAILED", "x")).isEqualTo("❌ 복원 실패 · FAILED");
        assertThat(title(Kind.RESTORE, "NO_TARGET", "x")).isEqualTo("⚠️ 되돌릴 대상 없음 · NO_TARGET");
        assertThat(title(Kind.RESTORE, "MANUAL_INTERVENTION", "x"))
                .isEqualTo("🚨 복원 실패, 롤백 실패, 수동 조치 필요 · MANUAL_INTERVENTION");
    }

    @Test
    void warningsAndTheLinkAreToldAndWhatIsUnknownIsLeftOut() {
        JsonNode embed = json(new Ending(
                        DEPLOYMENT,
                        Kind.RESTORE,
                        "NO_TARGET",
                        "ai-service",
                        "production",
                        null,
                        null,
                        null,
                        "minji",
                        " ",
                        null,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        List.of("only the code was restored"),
                        null,
                        "https://deploy.example.com/1"))
                .at("/embeds/0");

        assertThat(embed.get("description").asString()).endsWith("\n**주의** only the code was restored");
        assertThat(embed.get("url").asString()).isEqualTo("https://deploy.example.com/1");
        assertThat(embed.get("fields")
                        .valueStream()
                        .map(field -> field.get("name").asString()))
                .containsExactly("서비스", "환경", "소요 시간", "요청자");
    }

    @Test
    void howeverMuchIsToldItStaysWithinDiscordsLimits() {
        String much = "😀".repeat(5_000);
        JsonNode message = json(new Ending(
                DEPLOYMENT,
                Kind.RESTORE,
                "MANUAL_INTERVENTION",
                much,
                much,
                much,
                much,
                much,
                much,
                much,
                much,
                Instant.EPOCH,
                Instant.EPOCH,
                List.of(much, much),
                "```" + much,
                null));
        JsonNode embed = message.at("/embeds/0");

        assertThat(message.get("content").asString()).hasSizeLessThanOrEqualTo(2_000);
        assertThat(embed.get("title").asString()).hasSizeLessThanOrEqualTo(256);
        assertThat(embed.get("description").asString())
                .hasSizeLessThanOrEqualTo(4_096)
                .endsWith("…\n```")
                .contains("```\n'''😀");
        int sum = embed.get("title").asString().length()
                + embed.get("description").asString().length()
                + embed.at("/footer/text").asString().length();
        for (JsonNode field : embed.get("fields")) {
            String value = field.get("value").asString();
            assertThat(value).hasSizeLessThanOrEqualTo(1_024);
            assertThat(new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .as("no half of a character is left")
                    .isEqualTo(value);
            sum += field.get("name").asString().length() + value.length();
        }
        assertThat(sum).isLessThanOrEqualTo(6_000);
    }
}
