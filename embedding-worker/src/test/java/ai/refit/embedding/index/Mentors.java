package ai.refit.embedding.index;

import ai.refit.contracts.embedding.TextKind;
import ai.refit.contracts.json.Json;
import ai.refit.contracts.mentor.MentorProfile;
import ai.refit.contracts.recommendation.Recommendation;
import ai.refit.contracts.recommendation.RecommendationRequest;
import ai.refit.contracts.recommendation.Recommendations;
import ai.refit.contracts.recommendation.UserId;
import ai.refit.contracts.vocabulary.Aliases;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An index in the words of its tests: add mentors, make them searchable, ask. */
final class Mentors implements AutoCloseable {

    static final Aliases ALIASES = Aliases.shipped();

    final HashEmbedder embedder = new HashEmbedder();
    final MentorIndex index;
    final Matching matching;
    private long version;

    Mentors(Path directory) {
        index = MentorIndex.open(directory, embedder.dimension(), ALIASES);
        matching = new Matching(index, embedder, FusionWeights.shipped());
    }

    void add(long userId, UnaryOperator<Mentor> mentor) {
        put(mentor.apply(Mentor.of(userId)).profile(), ++version);
    }

    void put(MentorProfile profile, long version) {
        String passage = MentorText.passage(profile);
        float[] vector = passage.isEmpty()
                ? new float[embedder.dimension()]
                : embedder.embed(List.of(passage), TextKind.PASSAGE)[0];
        index.put(List.of(new IndexedMentor(profile, version, vector)));
    }

    void ready() {
        index.refresh();
    }

    Recommendations ask(UnaryOperator<Ask> ask) {
        return matching.recommend(ask.apply(Ask.anything()).request());
    }

    static List<String> tiers(Recommendations found) {
        return found.recommendations().stream()
                .map(r -> r.mentor().userId() + " "
                        + Json.mapper().valueToTree(r.filterType()).asString())
                .toList();
    }

    static List<Long> ids(Recommendations found) {
        return found.recommendations().stream()
                .map(Recommendation::mentor)
                .map(MentorProfile::userId)
                .toList();
    }

    @Override
    public void close() {
        index.close();
    }

    record Mentor(
            long userId,
            List<String> jobs,
            List<String> skills,
            @Nullable String introduction,
            @Nullable Double rate,
            @Nullable Double rating,
            @Nullable Boolean verified,
            @Nullable Integer capacity,
            @Nullable Boolean available) {

        static Mentor of(long userId) {
            return new Mentor(userId, List.of(), List.of(), null, null, null, null, null, null);
        }

        Mentor jobs(String... jobs) {
            return new Mentor(userId, List.of(jobs), skills, introduction, rate, rating, verified, capacity, available);
        }

        Mentor skills(String... skills) {
            return new Mentor(userId, jobs, List.of(skills), introduction, rate, rating, verified, capacity, available);
        }

        Mentor introduction(String introduction) {
            return new Mentor(userId, jobs, skills, introduction, rate, rating, verified, capacity, available);
        }

        Mentor rate(double rate) {
            return new Mentor(userId, jobs, skills, introduction, rate, rating, verified, capacity, available);
        }

        Mentor rating(double rating) {
            return new Mentor(userId, jobs, skills, introduction, rate, rating, verified, capacity, available);
        }

        Mentor verified(boolean verified) {
            return new Mentor(userId, jobs, skills, introduction, rate, rating, verified, capacity, available);
        }

        Mentor capacity(int capacity) {
            return new Mentor(userId, jobs, skills, introduction, rate, rating, verified, capacity, available);
        }

        Mentor away() {
            return new Mentor(userId, jobs, skills, introduction, rate, rating, verified, capacity, false);
        }

        MentorProfile profile() {
            return new MentorProfile(
                    userId,
                    "mentor" + userId,
                    null,
                    verified,
                    rating,
                    null,
                    rate,
                    skills,
                    jobs,
                    introduction,
                    null,
                    null,
                    capacity,
                    available);
        }
    }

    record Ask(RecommendationRequest request) {

        static Ask anything() {
            return new Ask(
                    new RecommendationRequest(UserId.of("mentee"), null, List.of(), List.of(), null, 3, false, false));
        }

        Ask from(long userId) {
            return with(
                    UserId.of(userId), request.interest(), request.skills(), request.jobs(), request.introduction());
        }

        Ask interest(String interest) {
            return with(request.userId(), interest, request.skills(), request.jobs(), request.introduction());
        }

        Ask skills(String... skills) {
            return with(request.userId(), request.interest(), List.of(skills), request.jobs(), request.introduction());
        }

        Ask jobs(String... jobs) {
            return with(request.userId(), request.interest(), request.skills(), List.of(jobs), request.introduction());
        }

        Ask introduction(String introduction) {
            return with(request.userId(), request.interest(), request.skills(), request.jobs(), introduction);
        }

        Ask topK(int topK) {
            return copy(topK, request.onlyVerified(), request.includeEvaluation());
        }

        Ask onlyVerified() {
            return copy(request.topK(), true, request.includeEvaluation());
        }

        Ask evaluated() {
            return copy(request.topK(), request.onlyVerified(), true);
        }

        private Ask with(
                @Nullable UserId userId,
                @Nullable String interest,
                List<String> skills,
                List<String> jobs,
                @Nullable String introduction) {
            return new Ask(new RecommendationRequest(
                    userId,
                    interest,
                    skills,
                    jobs,
                    introduction,
                    request.topK(),
                    request.onlyVerified(),
                    request.includeEvaluation()));
        }

        private Ask copy(int topK, boolean onlyVerified, boolean evaluated) {
            return new Ask(new RecommendationRequest(
                    request.userId(),
                    request.interest(),
                    request.skills(),
                    request.jobs(),
                    request.introduction(),
                    topK,
                    onlyVerified,
                    evaluated));
        }
    }
}
