package ai.refit.edge.reports;

import ai.refit.contracts.analysis.ResumeAnalysis;
import ai.refit.contracts.posting.JobPosting;
import ai.refit.contracts.posting.PostingRequest;
import ai.refit.contracts.report.ReportRequest;
import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.task.TaskStatus;
import ai.refit.edge.analyses.AnalysisStore;
import ai.refit.edge.http.Problem;
import ai.refit.edge.postings.JobPost;
import ai.refit.edge.postings.JobPostStore;
import ai.refit.edge.postings.PostingAddress;
import ai.refit.edge.reports.ReportFields.Asked;
import ai.refit.edge.results.TaskLookup;
import ai.refit.edge.task.Task;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Looks up what a report's caller names by id: the posting first, since without one there is nothing to report on. */
@Component
class Material {

    /** For the report's reader, in the language that the product is in. */
    private static final String UNKNOWN_RESUME = "요청에 적힌 이력서를 찾을 수 없어 이력서 없이 작성했습니다.";

    private record Resume(
            @Nullable ResumeAnalysis analysis,
            @Nullable String text,
            @Nullable String note) {}

    private record Posting(
            @Nullable JobPosting read, @Nullable PostingRequest toRead) {}

    private final JobPostStore jobPosts;
    private final AnalysisStore analyses;
    private final TaskLookup tasks;

    Material(JobPostStore jobPosts, AnalysisStore analyses, TaskLookup tasks) {
        this.jobPosts = jobPosts;
        this.analyses = analyses;
        this.tasks = tasks;
    }

    /** Everything that the worker needs; 404 and 409 as errors. */
    Mono<ReportRequest> of(Asked asked) {
        return posting(asked)
                .zipWhen(
                        _ -> resume(asked.resume()),
                        (posting, resume) -> new ReportRequest(
                                resume.analysis(),
                                resume.text(),
                                resume.note(),
                                posting.read(),
                                posting.toRead(),
                                asked.names(),
                                asked.userSkills(),
                                asked.mentorFeedback(),
                                asked.chat()));
    }

    private Mono<Posting> posting(Asked asked) {
        return switch (asked.posting()) {
            case AskedPosting.WithId(long id) ->
                jobPosts.find(id)
                        .map(known -> new Posting(known.read(), null))
                        .switchIfEmpty(Mono.error(() -> Problem.of(
                                        HttpStatus.NOT_FOUND,
                                        "JOB_POST_NOT_FOUND",
                                        "No posting with the id " + id + " is known.")
                                .exception()));
            case AskedPosting.At(String url) -> {
                var toRead = new Posting(null, new PostingRequest(url, null, null));
                yield asked.force()
                        ? Mono.just(toRead)
                        : jobPosts.find(PostingAddress.ofUrl(url), JobPost.FRESH)
                                .map(known -> new Posting(known.read(), null))
                                .defaultIfEmpty(toRead);
            }
            case AskedPosting.Inline(String text) -> Mono.just(new Posting(null, new PostingRequest(null, text, null)));
            case AskedPosting.Given(JobPosting posting) -> Mono.just(new Posting(posting, null));
        };
    }

    private Mono<Resume> resume(AskedResume asked) {
        return switch (asked) {
            case AskedResume.None() -> Mono.just(new Resume(null, null, null));
            case AskedResume.Inline(String text) -> Mono.just(new Resume(null, text, null));
            case AskedResume.WithId(String id) ->
                analyses.latest(id)
                        .map(analysis -> new Resume(analysis, null, null))
                        .defaultIfEmpty(new Resume(null, null, UNKNOWN_RESUME));
            case AskedResume.OfTask(UUID taskId) ->
                tasks.find(taskId)
                        .doOnNext(Material::requireSucceeded)
                        .flatMap(_ -> analyses.of(taskId))
                        .map(analysis -> new Resume(analysis, null, null));
        };
    }

    private static void requireSucceeded(Task task) {
        if (task.kind() != TaskKind.ANALYSIS) {
            throw Problem.invalid(
                            "analysis_task_id",
                            "is a task of kind " + task.kind().wire(),
                            "one of kind " + TaskKind.ANALYSIS.wire())
                    .exception();
        }
        if (task.status() != TaskStatus.SUCCEEDED) {
            String cause = task.error() == null ? "" : ": " + task.error().code();
            throw Problem.of(
                            HttpStatus.CONFLICT,
                            "ANALYSIS_NOT_SUCCEEDED",
                            "The analysis is " + task.status().wire() + cause + " (expected: succeeded).")
                    .exception();
        }
    }
}
