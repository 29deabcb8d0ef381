package ai.refit.llm.judgement;

import ai.refit.contracts.analysis.ResumeContent;
import ai.refit.contracts.model.Citation;
import ai.refit.contracts.model.Source;
import ai.refit.contracts.report.ReportRequest.ChatMessage;
import ai.refit.llm.analyst.ReportFindings.Evidence;
import ai.refit.llm.analyst.ReportMaterial;
import ai.refit.llm.judgement.Line.Place;
import ai.refit.llm.report.SourceTexts;
import ai.refit.llm.report.Technologies;
import ai.refit.llm.report.Technology;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All that the mentee wrote, line by line, with where each line belongs; the most telling places first. */
final class Dossier {

    private static final Pattern LINE_END = Pattern.compile("\\R|(?<=[.!?])\\s+(?=\\S)|\\s*[•●▪■]\\s*");
    private static final int LONGEST_LINE = 400;

    private final SourceTexts sources;
    private final Technologies technologies;
    private final List<Line> lines = new ArrayList<>();
    private final BitSet taken = new BitSet();

    Dossier(ReportMaterial material, SourceTexts sources, Technologies technologies) {
        this.sources = sources;
        this.technologies = technologies;
        ResumeContent resume = material.resume();
        if (resume != null) {
            resume.workExperience().forEach(work -> take(Place.WORK, work.company(), work.description()));
            resume.projects().forEach(project -> {
                take(Place.PROJECT, project.title(), project.title());
                take(Place.PROJECT, project.title(), project.description());
            });
        }
        rest();
        material.chat().stream()
                .filter(message -> !Boolean.TRUE.equals(message.fromMentor()))
                .map(ChatMessage::content)
                .forEach(said -> parts(said)
                        .forEach(part ->
                                quote(Source.CHAT, part).ifPresent(citation -> add(Place.CHAT, null, citation))));
        lines.sort(Comparator.comparing(Line::place));
    }

    List<Line> lines() {
        return lines;
    }

    /** The most telling line that says a technology is known. */
    Optional<Line> trace(Technology technology) {
        boolean unknown = technology.key().startsWith("w:");
        return lines.stream()
                .filter(line -> unknown
                        ? technologies.claimed(technology, line.text()).isPresent()
                        : line.technologies().stream()
                                .anyMatch(known -> known.key().equals(technology.key())))
                .findFirst();
    }

    /** The first line of the résumé in which the words stand. */
    Optional<Evidence> lineWith(@Nullable String words) {
        if (words == null) {
            return Optional.empty();
        }
        return quote(Source.RESUME, words).map(citation -> {
            String text = sources.text(Source.RESUME);
            int from = text.lastIndexOf('\n', citation.start()) + 1;
            int to = text.indexOf('\n', citation.start() + citation.quote().length());
            String line = text.substring(from, to < 0 ? text.length() : to).strip();
            return new Evidence(Source.RESUME, line.length() > LONGEST_LINE ? citation.quote() : line);
        });
    }

    private void take(Place place, @Nullable String owner, @Nullable String text) {
        if (text == null) {
            return;
        }
        for (String part : parts(text)) {
            quote(Source.RESUME, part).ifPresent(citation -> {
                taken.set(citation.start(), citation.start() + citation.quote().length());
                add(place, owner, citation);
            });
        }
    }

    private void rest() {
        String text = sources.text(Source.RESUME);
        for (String part : parts(text)) {
            quote(Source.RESUME, part)
                    .filter(citation -> taken.get(
                                    citation.start(),
                                    citation.start() + citation.quote().length())
                            .isEmpty())
                    .ifPresent(citation -> add(Place.LISTED, null, citation));
        }
    }

    private void add(Place place, @Nullable String owner, Citation citation) {
        String name = owner == null || owner.isBlank() ? null : owner;
        lines.add(new Line(
                place,
                name,
                new Evidence(citation.source(), citation.quote()),
                technologies.claimed(citation.quote())));
    }

    private Optional<Citation> quote(Source source, String words) {
        return sources.find(new Evidence(source, words));
    }

    private static List<String> parts(String text) {
        return LINE_END.splitAsStream(text)
                .map(part -> part.replaceFirst("^[\\s\\-*·–]+", "").strip())
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
