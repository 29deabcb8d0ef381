package ai.refit.deploy.notice;

import ai.refit.contracts.json.Json;

/** What a notice's row holds. */
public final class Notices {

    private Notices() {}

    /** The body of the row, ready to be posted: JSON as Discord's webhooks take it. */
    public static String json(Ending ending) {
        return Json.text(DiscordMessage.of(ending));
    }
}
