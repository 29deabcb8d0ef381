package ai.refit.llm.fakegemini;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.model.Source;
import ai.refit.contracts.report.Fulfillment;
import ai.refit.llm.analyst.ReportFindings;
import ai.refit.llm.analyst.ReportFindings.Assessment;
import ai.refit.llm.analyst.ReportFindings.CitedPoint;
import ai.refit.llm.analyst.ReportFindings.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges by the skills that requirement and résumé both name. */
final class Judge {

    private final boolean korean;
    private final Map<String, String> owned;
    private final List<Assessment> assessments = new ArrayList<>();
    private final List<CitedPoint> strengths = new ArrayList<>();
    private final List<CitedPoint> improvements = new ArrayList<>();
    private final List<String> actions = new ArrayList<>();

    private Judge(AskedData data) {
        this.korean = data.text("LANGUAGE").strip().equals("Korean");
        this.owned = Skills.byConcept(data.text("RESUME"));
        for (String requirement : Json.read(data.text("REQUIREMENTS"), String[].class)) {
            assess(requirement);
        }
    }

    static ReportFindings judge(AskedData data) {
        var judge = new Judge(data);
        boolean hasResume = !data.text("RESUME").isBlank();
        return new ReportFindings(
                judge.assessments,
                judge.strengths,
                judge.said("요구 사항과 겹치는 기술을 이력서에서 확인했습니다.", "The résumé names skills that are required."),
                judge.improvements,
                judge.said("이력서에서 확인되지 않는 요구 사항이 있습니다.", "Some requirements cannot be seen in the résumé."),
                judge.actions,
                judge.said(
                        "확인된 강점 " + judge.strengths.size() + "개를 앞세우고 부족한 부분을 보완해 보세요.",
                        "Lead with the " + judge.strengths.size() + " strengths found, and work on what is missing."),
                hasResume ? List.of() : List.of(judge.said("이력서가 없습니다.", "There is no résumé.")));
    }

    private void assess(String requirement) {
        Map<String, String> required = Skills.byConcept(requirement);
        List<String> shared =
                required.keySet().stream().filter(owned::containsKey).toList();
        Evidence evidence = shared.isEmpty() ? null : evidence(shared.getFirst());
        Fulfillment fulfillment = shared.isEmpty()
                ? Fulfillment.NOT_MET
                : shared.size() == required.size() ? Fulfillment.MET : Fulfillment.PARTLY_MET;
        assessments.add(new Assessment(requirement, fulfillment, reason(fulfillment), evidence));
        if (fulfillment == Fulfillment.MET) {
            strengths.add(new CitedPoint(requirement, evidence));
        } else {
            improvements.add(new CitedPoint(requirement, null));
            actions.add(said(requirement + " 관련 작은 실습을 하나 끝내기", "Finish one small exercise on: " + requirement));
        }
    }

    private @Nullable Evidence evidence(String concept) {
        String words = owned.get(concept);
        return words == null ? null : new Evidence(Source.RESUME, words);
    }

    private String reason(Fulfillment fulfillment) {
        return switch (fulfillment) {
            case MET -> said("이력서에 모두 나타납니다.", "The résumé shows all of it.");
            case PARTLY_MET -> said("이력서에 일부만 나타납니다.", "The résumé shows some of it.");
            case NOT_MET -> said("이력서에 나타나지 않습니다.", "The résumé shows none of it.");
        };
    }

    private String said(String inKorean, String inEnglish) {
        return korean ? inKorean : inEnglish;
    }
}
