package ai.refit.contracts.recommendation;

import java.util.List;

/**
 * Why a mentor is recommended; each entry can be checked against the profile.
 *
 * @param matchedJobs the same occupation, in whatever language or spelling
 * @param matchedSkills the same skill, in whatever language or spelling
 * @param relatedSkills a neighbouring skill
 * @param matchedWords words of the request found in the profile's texts
 */
public record Why(
        List<Match> matchedJobs, List<Match> matchedSkills, List<Match> relatedSkills, List<Match> matchedWords) {

    public static final Why NOTHING = new Why(List.of(), List.of(), List.of(), List.of());
}
