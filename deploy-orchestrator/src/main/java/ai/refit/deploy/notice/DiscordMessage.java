package ai.refit.deploy.notice;

import ai.refit.deploy.notice.Ending.Kind;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is posted to a Discord webhook. Mentions in it reach nobody, whoever wrote the reason. The lengths of its parts
 * are cut so that their sum stays below the 6,000 characters that all embeds of a message may have.
 *
 * @param content what a phone shows
 */
record DiscordMessage(String content, List<Embed> embeds, AllowedMentions allowedMentions) {

    private static final int LONGEST_LINE = 100;
    private static final int LONGEST_REASON = 700;
    private static final int LONGEST_CAUSE = 800;
    private static final int LONGEST_WARNINGS = 600;
    private static final int LONGEST_INSTRUCTIONS = 2_400;

    @JsonInclude(Include.NON_NULL)
    record Embed(
            String title,
            String description,
            @Nullable String url,
            int color,
            Instant timestamp,
            List<Field> fields,
            Footer footer) {}

    record Field(String name, String value, boolean inline) {}

    record Footer(String text) {}

    record AllowedMentions(List<String> parse) {}

    /** What people call the end of it. */
    private record Verdict(String title, int color, String consequence) {}

    private static final int GREEN = 0x2ECC71;
    private static final int ORANGE = 0xE67E22;
    private static final int RED = 0xE74C3C;
    private static final int DARK_RED = 0x992D22;
    private static final int GREY = 0x95A5A6;

    static DiscordMessage of(Ending ending) {
        Verdict verdict = verdict(ending);
        String title = verdict.title() + " · " + cut(ending.state(), LONGEST_LINE);
        String target = cut(ending.service(), LONGEST_LINE) + "/" + cut(ending.environment(), LONGEST_LINE);
        return new DiscordMessage(
                title + " · " + target,
                List.of(new Embed(
                        title,
                        description(ending, verdict),
                        ending.link(),
                        verdict.color(),
                        ending.finished(),
                        fields(ending),
                        new Footer("deployment " + ending.deployment()))),
                new AllowedMentions(List.of()));
    }

    private static Verdict verdict(Ending ending) {
        String what = ending.kind() == Kind.DEPLOY ? "배포" : "복원";
        String stays = "기존 릴리스가 계속 서비스 중입니다.";
        return switch (ending.state()) {
            case "LIVE" -> new Verdict("✅ " + what + " 성공", GREEN, "새 릴리스가 서비스 중입니다.");
            case "ROLLED_BACK" ->
                ending.cause() == null
                        ? new Verdict("✅ 복원 성공", GREEN, "백업에서 만든 릴리스가 서비스 중입니다.")
                        : new Verdict("↩️ " + what + " 실패, 롤백 성공", ORANGE, "이전 릴리스가 다시 서비스 중입니다.");
            case "FAILED" -> new Verdict("❌ " + what + " 실패", RED, stays);
            case "MANUAL_INTERVENTION" ->
                new Verdict("🚨 " + what + " 실패, 롤백 실패, 수동 조치 필요", DARK_RED, "자동 복구를 더 진행하지 않습니다. 사람이 조치해야 합니다.");
            case "ABORTED" -> new Verdict("⏹️ " + what + " 중단", GREY, stays);
            case "SUPERSEDED" -> new Verdict("⏭️ " + what + " 대체됨", GREY, "더 새로운 배포가 대신합니다.");
            case "NO_TARGET" -> new Verdict("⚠️ 되돌릴 대상 없음", ORANGE, stays);
            default -> new Verdict(what + " 종료", GREY, "");
        };
    }

    private static String description(Ending ending, Verdict verdict) {
        List<String> parts = new ArrayList<>();
        parts.add(verdict.consequence());
        if (ending.cause() != null) {
            parts.add("**원인** " + cut(ending.cause(), LONGEST_CAUSE));
        }
        if (!ending.warnings().isEmpty()) {
            parts.add("**주의** " + cut(String.join("\n", ending.warnings()), LONGEST_WARNINGS));
        }
        if (ending.instructions() != null) {
            // A fence inside would end the block.
            String commands = cut(ending.instructions().replace("```", "'''"), LONGEST_INSTRUCTIONS);
            parts.add("**직접 할 일**\n```\n" + commands + "\n```");
        }
        return String.join("\n", parts);
    }

    private static List<Field> fields(Ending ending) {
        List<Field> fields = new ArrayList<>();
        add(fields, "서비스", ending.service(), LONGEST_LINE, true);
        add(fields, "환경", ending.environment(), LONGEST_LINE, true);
        add(fields, "소요 시간", length(Duration.between(ending.started(), ending.finished())), LONGEST_LINE, true);
        add(fields, "릴리스", ending.release(), LONGEST_LINE, true);
        add(fields, "이전 릴리스", ending.previous(), LONGEST_LINE, true);
        add(fields, "커밋", ending.sha(), LONGEST_LINE, false);
        add(fields, "요청자", ending.who(), LONGEST_LINE, true);
        add(fields, "사유", ending.reason(), LONGEST_REASON, false);
        return fields;
    }

    /** Discord refuses a message with an empty field. */
    private static void add(List<Field> fields, String name, @Nullable String value, int limit, boolean inline) {
        if (value != null && !value.isBlank()) {
            fields.add(new Field(name, cut(value, limit), inline));
        }
    }

    private static String length(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        String minutes = seconds < 60 ? "" : seconds / 60 + "분 ";
        return minutes + seconds % 60 + "초";
    }

    private static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = limit - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
