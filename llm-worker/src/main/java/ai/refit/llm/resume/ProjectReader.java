package ai.refit.llm.resume;

import ai.refit.contracts.analysis.ResumeContent.Project;
import ai.refit.llm.analyst.ResumeFindings.CitedProject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads projects out of a section. */
final class ProjectReader {

    private static final Pattern REMARK = Pattern.compile(
            "\\s*[(\\[](?:[^()\\[\\]]*(?:\\d+\\s*(?:명|인|개월)|개인|팀|team|solo|personal|members)[^()\\[\\]]*|\\s*)[)\\]]",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ADDRESS =
            Pattern.compile("\\s*(?:https?://)?(?:www\\.)?[\\w-]+(?:\\.[\\w-]+)+/\\S*(?:\\s+\\d)?$");
    private static final Pattern EDGES = Pattern.compile("^[\\s,.:;/|·()~–—-]+|[\\s,:;/|·(~–—-]+$");
    private static final int LONGEST_TITLE = 80;

    private final Entries entries;
    private final Titles titles;

    ProjectReader(Entries entries, Titles titles) {
        this.entries = entries;
        this.titles = titles;
    }

    List<CitedProject> read(String text, List<Line> lines) {
        List<CitedProject> found = new ArrayList<>();
        for (Entry entry : entries.of(lines, true)) {
            title(entry).ifPresent(title -> {
                Period period = entry.dated().orElse(new Period(null, null));
                List<Line> rest = new ArrayList<>(entry.said().isEmpty() ? entry.head() : List.of());
                rest.removeIf(
                        line -> line.text().contains(title) || line.undated().length() < 5);
                rest.addAll(entry.body());
                String duty = entry.said().get(Field.DUTY);
                found.add(new CitedProject(
                        new Project(
                                title,
                                period.start(),
                                period.end(),
                                Prose.of(duty == null ? List.of() : List.of(duty), rest)),
                        entry.quote(text)));
            });
        }
        return found;
    }

    private Optional<String> title(Entry entry) {
        String said = entry.said().get(Field.PROJECT);
        if (said == null) {
            said = entry.said().get(Field.NAME);
        }
        if (said != null && !said.isBlank()) {
            return Optional.of(said.strip());
        }
        for (Line line : entry.head()) {
            for (String piece : REMARK.matcher(line.undated()).replaceAll("\t").split("\\s*[\\t|]\\s*")) {
                String title = EDGES.matcher(ADDRESS.matcher(piece).replaceFirst(""))
                        .replaceAll("")
                        .strip();
                if (title.length() > 1
                        && title.length() <= LONGEST_TITLE
                        && !titles.isTitle(title)
                        && !Placeholders.standIn(title)) {
                    return Optional.of(title);
                }
            }
        }
        return Optional.empty();
    }
}
