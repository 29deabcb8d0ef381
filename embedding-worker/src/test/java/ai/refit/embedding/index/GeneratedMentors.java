package ai.refit.embedding.index;

import ai.refit.contracts.mentor.MentorProfile;
import ai.refit.contracts.vocabulary.Concept;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/** Mentors made of the words of the alias tables; always the same. */
final class GeneratedMentors {

    private final Random random = new Random(5);
    private final List<Concept> occupations = List.copyOf(Mentors.ALIASES.occupations());
    private final List<Concept> skills = List.copyOf(Mentors.ALIASES.skills());
    private final List<MentorProfile> profiles;

    GeneratedMentors(int count) {
        profiles = LongStream.rangeClosed(1, count).mapToObj(this::mentor).toList();
    }

    List<MentorProfile> profiles() {
        return profiles;
    }

    private MentorProfile mentor(long userId) {
        List<String> skillNames = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            skillNames.add(name(skills.get(random.nextInt(skills.size()))));
        }
        String job = name(occupations.get(random.nextInt(occupations.size())));
        String introduction =
                "%s 일을 %d년 했습니다. %s 경험을 나눕니다.".formatted(job, 1 + random.nextInt(20), skillNames.getFirst());
        return Mentors.Mentor.of(userId)
                .jobs(job)
                .skills(skillNames.toArray(String[]::new))
                .introduction(introduction)
                .rate(random.nextInt(101))
                .rating(1 + random.nextInt(5))
                .profile();
    }

    private String name(Concept concept) {
        List<String> labels = List.copyOf(concept.labels());
        return labels.get(random.nextInt(labels.size()));
    }
}
