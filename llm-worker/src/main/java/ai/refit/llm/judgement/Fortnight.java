package ai.refit.llm.judgement;

import ai.refit.llm.analyst.ReportFindings.Assessment;
import ai.refit.llm.report.Excerpt;
import ai.refit.llm.report.Technologies;
import ai.refit.llm.report.Technology;
import ai.refit.llm.wording.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A plan for two weeks made of what is missing, the most urgent first, with the days named; the last day is for the talk. */
final class Fortnight {

    private static final int DAYS = 14;
    private static final int LONGEST_REQUIREMENT = 60;

    private final Technologies technologies;
    private final Wording wording;
    private final Phrases phrases;

    Fortnight(Technologies technologies, Wording wording, Phrases phrases) {
        this.technologies = technologies;
        this.wording = wording;
        this.phrases = phrases;
    }

    /** @param days that it takes */
    private record Step(int days, String text) {}

    List<String> of(Standing standing) {
        List<Step> steps = new ArrayList<>();
        if (!standing.hasResume()) {
            steps.add(new Step(3, wording.say("action.resume", "techs", listOrAll(standing))));
        }
        standing.missingRequired().stream()
                .limit(2)
                .forEach(missing -> steps.add(new Step(4, learn(missing, standing))));
        if (!standing.unexplained().isEmpty()) {
            steps.add(new Step(2, wording.say("action.explain", "techs", wording.list(standing.unexplained()))));
        }
        standing.open().stream()
                .filter(open -> standing.missingRequired().stream()
                        .noneMatch(missing -> technologies.mentioned(open.requirement()).stream()
                                .anyMatch(asked -> asked.key().equals(missing.key()))))
                .limit(2)
                .forEach(open ->
                        steps.add(new Step(2, wording.say("action.requirement", "requirement", shortened(open)))));
        standing.deeds().plain().stream()
                .limit(2)
                .forEach(line -> steps.add(new Step(
                        2,
                        wording.say(
                                "action.figures", "place", phrases.place(line), "quote", phrases.quote(line.text())))));
        standing.missingPreferred().stream()
                .limit(2)
                .forEach(missing -> steps.add(new Step(3, learn(missing, standing))));
        standing.deeds().measured().stream()
                .limit(1)
                .forEach(line -> steps.add(new Step(
                        2,
                        wording.say(
                                "action.result",
                                "place",
                                phrases.place(line),
                                "quote",
                                phrases.quote(Deeds.clause(line))))));
        if (!standing.required().isEmpty()) {
            List<String> names = standing.required().keySet().stream()
                    .map(Technology::name)
                    .limit(3)
                    .toList();
            steps.add(new Step(3, wording.say("action.depth", "techs", wording.list(names))));
        }
        steps.add(new Step(2, duty(standing)));
        return planned(steps, last(standing));
    }

    /** Days that are left over lengthen the steps, the first ones first. */
    private List<String> planned(List<Step> steps, String last) {
        int needed = steps.stream().mapToInt(Step::days).sum();
        int spare = Math.max(0, DAYS - 1 - needed);
        List<String> plan = new ArrayList<>();
        int day = 1;
        for (int i = 0; i < steps.size() && day < DAYS; i++) {
            int longer = spare / steps.size() + (i < spare % steps.size() ? 1 : 0);
            int to = Math.min(DAYS - 1, day + steps.get(i).days() + longer - 1);
            plan.add(days(day, to) + " " + steps.get(i).text());
            day = to + 1;
        }
        plan.add(days(day, DAYS) + " " + last);
        return plan;
    }

    private String days(int from, int to) {
        return from == to ? wording.say("action.day", "day", from) : wording.say("action.days", "from", from, "to", to);
    }

    private String learn(Technology missing, Standing standing) {
        String task = wording.sayIfKnown("practice." + missing.key().replaceFirst("^[a-z]:", ""))
                .orElseGet(() -> wording.say("practice", "tech", missing.name()));
        Optional<Technology> related = standing.required().keySet().stream()
                .filter(owned -> technologies.areRelated(missing, owned))
                .findFirst()
                .or(() -> standing.preferred().keySet().stream()
                        .filter(owned -> technologies.areRelated(missing, owned))
                        .findFirst());
        return related.map(owned ->
                        wording.say("action.learnfrom", "tech", missing.name(), "owned", owned.name(), "task", task))
                .orElseGet(() -> wording.say("action.learn", "tech", missing.name(), "task", task));
    }

    private String duty(Standing standing) {
        return standing.material().posting().responsibilities().stream()
                .filter(duty -> !duty.isBlank())
                .findFirst()
                .map(duty -> wording.say("action.duty", "duty", Excerpt.of(duty, LONGEST_REQUIREMENT)))
                .orElseGet(() -> wording.say("action.motive"));
    }

    private String last(Standing standing) {
        return standing.assessments().isEmpty()
                ? wording.say("action.talk")
                : wording.say(
                        "action.interview",
                        "requirement",
                        shortened(
                                standing.open().isEmpty()
                                        ? standing.assessments().getFirst()
                                        : standing.open().getFirst()));
    }

    private String listOrAll(Standing standing) {
        List<String> required = standing.material().coverage().requiredTechs();
        return required.isEmpty()
                ? wording.say("action.alltechs")
                : wording.list(required.stream().limit(4).toList());
    }

    private static String shortened(Assessment assessment) {
        return Excerpt.of(assessment.requirement(), LONGEST_REQUIREMENT);
    }
}
