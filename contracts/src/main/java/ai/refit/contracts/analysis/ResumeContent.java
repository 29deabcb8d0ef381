package ai.refit.contracts.analysis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a résumé. Dates are as precise as the résumé: {@code 2023}, {@code 2023-04} or {@code 2023-04-01}; an end
 * that has not come is {@code present}. Education, awards, certifications and the rest are lines as a front end shows them:
 * {@code OO대학교 컴퓨터공학과 졸업 (2020)}, {@code 정보처리기사 (2023)}.
 *
 * @param skills by the names that the résumé uses, each once
 */
public record ResumeContent(
        List<WorkExperience> workExperience,
        List<Project> projects,
        List<String> education,
        List<String> awards,
        List<String> certifications,
        List<String> etc,
        List<String> skills) {

    /**
     * @param position rank or role in the company, such as {@code 선임 연구원}
     * @param job occupation, such as {@code 백엔드 개발자}
     */
    public record WorkExperience(
            @Nullable String company,
            @Nullable String position,
            @Nullable String job,
            @Nullable String startDate,
            @Nullable String endDate,
            @Nullable String description) {}

    public record Project(
            @Nullable String title,
            @Nullable String startDate,
            @Nullable String endDate,
            @Nullable String description) {}

    @SuppressWarnings("NullAway") // JSON gives null for an absent list
    public ResumeContent {
        workExperience = workExperience == null ? List.of() : List.copyOf(workExperience);
        projects = projects == null ? List.of() : List.copyOf(projects);
        education = education == null ? List.of() : List.copyOf(education);
        awards = awards == null ? List.of() : List.copyOf(awards);
        certifications = certifications == null ? List.of() : List.copyOf(certifications);
        etc = etc == null ? List.of() : List.copyOf(etc);
        skills = skills == null ? List.of() : List.copyOf(skills);
    }
}
