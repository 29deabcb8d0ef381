package ai.refit.embedding.index;

import ai.refit.contracts.mentor.MentorProfile;
import ai.refit.contracts.recommendation.Match;
import ai.refit.contracts.recommendation.Why;
import ai.refit.contracts.vocabulary.Aliases;
import ai.refit.contracts.vocabulary.FoldedText;
import ai.refit.contracts.vocabulary.Mention;
import ai.refit.contracts.vocabulary.Title;
import ai.refit.embedding.index.Sought.SoughtSkill;
import ai.refit.embedding.index.Sought.SoughtTitle;
import ai.refit.embedding.index.Sought.SoughtWord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what a mentor has in common with a request, to the letter. */
final class Explanation {

    private static final String JOBS = "jobs";
    private static final String SKILLS = "skills";
    private static final String INTRODUCTION = "introduction";
    private static final int MOST_WORDS = 12;

    private final Aliases aliases;

    Explanation(Aliases aliases) {
        this.aliases = aliases;
    }

    Why why(Sought sought, MentorProfile mentor) {
        if (sought.isEmpty()) {
            return Why.NOTHING;
        }
        return new Why(jobs(sought, mentor), skills(sought, mentor), related(sought, mentor), words(sought, mentor));
    }

    /** Whether the mentor shares a job or lists a skill that is sought. */
    boolean isRelevant(Why why) {
        return !why.matchedJobs().isEmpty()
                || why.matchedSkills().stream().anyMatch(match -> match.field().equals(SKILLS));
    }

    private List<Match> jobs(Sought sought, MentorProfile mentor) {
        List<Match> matches = new ArrayList<>();
        if (sought.titles().isEmpty()) {
            return matches;
        }
        for (int i = 0; i < mentor.jobs().size(); i++) {
            String job = mentor.jobs().get(i);
            Title held = aliases.title(job);
            for (SoughtTitle title : sought.titles()) {
                if (title.title().sharedBy(held) > 0) {
                    matches.add(whole(title.said(), job, JOBS, i));
                    break;
                }
            }
        }
        return matches;
    }

    private List<Match> skills(Sought sought, MentorProfile mentor) {
        List<Match> matches = new ArrayList<>();
        if (sought.skills().isEmpty()) {
            return matches;
        }
        Set<String> listed = new HashSet<>();
        for (int i = 0; i < mentor.skills().size(); i++) {
            String skill = mentor.skills().get(i);
            String key = aliases.skillKey(skill);
            for (SoughtSkill wanted : sought.skills()) {
                if (wanted.key().equals(key)) {
                    matches.add(whole(wanted.said(), skill, SKILLS, i));
                    listed.add(key);
                }
            }
        }
        String introduction = mentor.introduction();
        if (introduction != null && listed.size() < sought.skills().size()) {
            for (Mention mention : aliases.mentions(introduction)) {
                for (SoughtSkill wanted : sought.skills()) {
                    if (wanted.key().equals(mention.term()) && listed.add(wanted.key())) {
                        matches.add(
                                part(wanted.said(), introduction, INTRODUCTION, null, mention.start(), mention.end()));
                    }
                }
            }
        }
        return matches;
    }

    private List<Match> related(Sought sought, MentorProfile mentor) {
        List<Match> matches = new ArrayList<>();
        Set<String> related = sought.relatedSkills();
        for (int i = 0; i < mentor.skills().size() && !related.isEmpty(); i++) {
            String skill = mentor.skills().get(i);
            String key = aliases.skillKey(skill);
            if (related.contains(key)) {
                for (SoughtSkill wanted : sought.skills()) {
                    if (wanted.related().contains(key)) {
                        matches.add(whole(wanted.said(), skill, SKILLS, i));
                        break;
                    }
                }
            }
        }
        return matches;
    }

    /** The first place of each word: in the jobs, else the introduction, else the skills. */
    private static List<Match> words(Sought sought, MentorProfile mentor) {
        List<Place> places = new ArrayList<>();
        addAll(places, JOBS, mentor.jobs());
        if (mentor.introduction() != null) {
            places.add(new Place(INTRODUCTION, null, mentor.introduction(), FoldedText.of(mentor.introduction())));
        }
        addAll(places, SKILLS, mentor.skills());
        List<Match> matches = new ArrayList<>();
        for (SoughtWord word : sought.words()) {
            for (Place place : places) {
                int at = find(place.folded().text(), word.folded());
                if (at >= 0) {
                    int start = place.folded().start(at);
                    int end = place.folded().end(at + word.folded().length());
                    matches.add(part(word.said(), place.text(), place.field(), place.item(), start, end));
                    break;
                }
            }
            if (matches.size() == MOST_WORDS) {
                break;
            }
        }
        return matches;
    }

    private static void addAll(List<Place> places, String field, List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            places.add(new Place(field, i, texts.get(i), FoldedText.of(texts.get(i))));
        }
    }

    /** A Latin word is looked for as a whole, a Korean one also inside compounds. */
    private static int find(String text, String word) {
        int at = text.indexOf(word);
        while (at >= 0) {
            int end = at + word.length();
            boolean begins = at == 0 || !isLatin(word.charAt(0)) || !isLatin(text.charAt(at - 1));
            boolean ends =
                    end == text.length() || !isLatin(word.charAt(word.length() - 1)) || !isLatin(text.charAt(end));
            if (begins && ends) {
                return at;
            }
            at = text.indexOf(word, at + 1);
        }
        return -1;
    }

    private static boolean isLatin(char c) {
        return c < 0x80 && Character.isLetterOrDigit(c);
    }

    private static Match whole(String sought, String text, String field, int item) {
        return part(sought, text, field, item, 0, text.length());
    }

    private static Match part(String sought, String text, String field, @Nullable Integer item, int start, int end) {
        return new Match(sought, text.substring(start, end), field, item, start, end);
    }

    private record Place(String field, @Nullable Integer item, String text, FoldedText folded) {}
}
