package ai.refit.bench;

import ai.refit.contracts.mentor.MentorProfile;
import ai.refit.contracts.vocabulary.Aliases;
import ai.refit.contracts.vocabulary.Concept;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Makes any number of mentors by recombining the words of the alias tables; the same seed gives the same mentors. */
final class MentorFactory {

    private static final List<String> SENTENCES = List.of(
            "%s 업무를 %d년째 하고 있습니다.",
            "%s 경험을 바탕으로 이력서와 포트폴리오를 함께 봐 드립니다.",
            "실무에서 %s 때문에 고생한 이야기를 %d가지쯤 들려 드릴 수 있어요.",
            "처음 %s를 맡았을 때 무엇부터 공부해야 하는지 막막했던 기억이 납니다.",
            "팀에서 %s 도입을 이끌었고 장애를 %d건 줄였습니다.",
            "I have worked with %s for %d years in product companies.",
            "Happy to talk about %s, interviews and the first %d months in a new team.",
            "My team moved to %s last year; ask me what went wrong.",
            "면접에서 %s 질문이 나오면 어떻게 답할지 같이 연습해요.",
            "%s 관련 사이드 프로젝트를 %d개 운영하며 배운 점을 나눕니다.");

    private final Random random;
    private final List<Concept> occupations;
    private final List<Concept> skills;
    private final List<String> levels;

    MentorFactory(Aliases aliases, long seed) {
        this.random = new Random(seed);
        this.occupations = List.copyOf(aliases.occupations());
        this.skills = List.copyOf(aliases.skills());
        this.levels = List.of("", "", "시니어 ", "주니어 ", "Senior ", "Lead ");
    }

    MentorProfile mentor(long userId) {
        List<String> jobs = new ArrayList<>();
        jobs.add(title());
        if (random.nextInt(4) == 0) {
            jobs.add(title());
        }
        List<String> skillNames = skills(3 + random.nextInt(6));
        var introduction = new StringBuilder();
        int sentences = 3 + random.nextInt(5);
        for (int i = 0; i < sentences; i++) {
            String about = random.nextInt(3) == 0 ? jobs.getFirst() : any(skillNames);
            introduction
                    .append(any(SENTENCES).formatted(about, 2 + random.nextInt(12)))
                    .append(' ');
        }
        return new MentorProfile(
                userId,
                "mentor" + userId,
                null,
                random.nextBoolean(),
                1 + random.nextInt(41) / 10.0,
                random.nextInt(100),
                (double) random.nextInt(101),
                skillNames,
                jobs,
                introduction.toString().strip(),
                null,
                null,
                null,
                random.nextInt(20) > 0);
    }

    String title() {
        return any(levels) + label(any(occupations).labels());
    }

    List<String> skills(int count) {
        List<String> names = new ArrayList<>();
        Concept theme = any(skills);
        names.add(label(theme.labels()));
        List<Concept> near = skills.stream()
                .filter(skill -> theme.related().contains(skill.id()))
                .toList();
        while (names.size() < count) {
            Concept next = !near.isEmpty() && random.nextInt(3) > 0 ? any(near) : any(skills);
            names.add(label(next.labels()));
        }
        return names.stream().distinct().toList();
    }

    /** What mentees type: a title, a title in a sentence, or one word and a skill. */
    String interest() {
        return switch (random.nextInt(4)) {
            case 0, 1 -> title();
            case 2 -> title() + "로 이직하고 싶어요";
            default -> title() + ", " + label(any(skills).labels());
        };
    }

    private String label(Set<String> labels) {
        List<String> names = List.copyOf(labels);
        return names.get(Math.min(random.nextInt(names.size()), random.nextInt(names.size())));
    }

    private <T> T any(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }
}
