package ai.refit.embedding.index;

import ai.refit.contracts.mentor.MentorProfile;

/** Which text of a mentor is embedded. */
public final class MentorText {

    private MentorText() {}

    /** Jobs, skills and introduction, a line each; empty when the profile says nothing of them. */
    public static String passage(MentorProfile profile) {
        var text = new StringBuilder();
        line(text, String.join(", ", profile.jobs()));
        line(text, String.join(", ", profile.skills()));
        String introduction = profile.introduction();
        line(text, introduction == null ? "" : introduction);
        return text.toString();
    }

    private static void line(StringBuilder text, String line) {
        if (!line.isBlank()) {
            text.append(text.isEmpty() ? "" : "\n").append(line);
        }
    }
}
