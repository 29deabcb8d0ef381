package ai.refit.llm.judgement;

import ai.refit.contracts.model.Source;
import ai.refit.llm.judgement.Line.Place;
import ai.refit.llm.report.Excerpt;
import ai.refit.llm.report.SourceTexts;
import ai.refit.llm.wording.Wording;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parts of sentences that all rules use: places, lengths of time, quotes, and which sources there are. */
final class Phrases {

    private static final int LONGEST_QUOTE = 60;

    private final Wording wording;
    private final SourceTexts sources;

    Phrases(Wording wording, SourceTexts sources) {
        this.wording = wording;
        this.sources = sources;
    }

    String place(Line line) {
        return place(line.place(), line.owner());
    }

    String place(Place place, @Nullable String owner) {
        if (owner == null) {
            return wording.say(
                    switch (place) {
                        case WORK, PROJECT, LISTED -> "place.listed";
                        case CHAT -> "place.chat";
                    });
        }
        boolean saysSo = owner.matches("(?i).*(프로젝트|project)\\W*$");
        return place == Place.WORK
                ? wording.say("place.work", "name", owner)
                : saysSo ? owner : wording.say("place.project", "name", owner);
    }

    String quote(String words) {
        return Excerpt.of(words, LONGEST_QUOTE);
    }

    String length(int months) {
        int years = months / 12;
        int rest = months % 12;
        if (years == 0) {
            return wording.say("length.months", "n", rest);
        }
        return rest == 0 ? wording.say("length.years", "n", years) : wording.say("length.both", "n", years, "m", rest);
    }

    boolean haveSources() {
        return !isBlank(Source.RESUME) || !isBlank(Source.CHAT);
    }

    boolean haveResume() {
        return !isBlank(Source.RESUME);
    }

    /** The résumé, the chat, or both. */
    String searched() {
        List<String> searched = new ArrayList<>();
        if (!isBlank(Source.RESUME)) {
            searched.add(wording.say("source.resume"));
        }
        if (!isBlank(Source.CHAT)) {
            searched.add(wording.say("source.chat"));
        }
        return wording.list(searched);
    }

    private boolean isBlank(Source source) {
        return sources.text(source).isBlank();
    }
}
