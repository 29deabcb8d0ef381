package ai.refit.edge.postings;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.task.TaskStatus;
import ai.refit.edge.http.Bodies;
import ai.refit.edge.http.Fields;
import ai.refit.edge.http.Preference;
import ai.refit.edge.intake.IdempotencyKey;
import ai.refit.edge.intake.IntakeProperties;
import ai.refit.edge.intake.IntakeProperties.Documents;
import ai.refit.edge.postings.PostingFields.Asked;
import ai.refit.edge.results.DirectCall;
import ai.refit.edge.results.Submission;
import ai.refit.edge.results.TaskAnswer;
import ai.refit.edge.task.NewTask;
import ai.refit.edge.task.Task;
import ai.refit.edge.task.TaskInput;
import ai.refit.edge.webhooks.Webhooks;
import java.time.Duration;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The product backend's call for a posting. What was read today is answered from what is known. */
@RestController
class PostingController {

    private static final int LARGEST_BODY = 2 << 20;

    private final Submission submission;
    private final JobPostStore jobPosts;
    private final Webhooks webhooks;
    private final TaskAnswer answer;
    private final Documents settings;

    PostingController(
            Submission submission,
            JobPostStore jobPosts,
            Webhooks webhooks,
            TaskAnswer answer,
            IntakeProperties properties) {
        this.submission = submission;
        this.jobPosts = jobPosts;
        this.webhooks = webhooks;
        this.answer = answer;
        this.settings = properties.on(TaskKind.POSTING);
    }

    @PostMapping("/api/ai/repo/job-post")
    Mono<ResponseEntity<byte[]>> read(ServerHttpRequest request) {
        DirectCall call = DirectCall.of(request.getHeaders(), settings);
        return Bodies.read(request, LARGEST_BODY).flatMap(body -> {
            Asked asked = PostingFields.read(Fields.parse(body));
            IdempotencyKey key = IdempotencyKey.of(request, body);
            return known(asked)
                    .map(known -> answer.envelope(known.data(), new Preference(Duration.ZERO, null)))
                    .switchIfEmpty(Mono.defer(() -> webhooks.of(request, task(asked, call))
                            .flatMap(task -> submission.submit(
                                    task, key, call.preference().patience()))
                            .flatMap(task -> answered(task, asked, call))));
        });
    }

    private Mono<JobPost> known(Asked asked) {
        return asked.force() ? Mono.empty() : jobPosts.find(asked.address(), JobPost.FRESH);
    }

    private static NewTask task(Asked asked, DirectCall call) {
        var input = new TaskInput(Json.text(asked.request()), null);
        return NewTask.on(input, TaskKind.POSTING, asked.userId(), asked.force(), call.deadline())
                .telling(asked.webhookUrl());
    }

    private Mono<ResponseEntity<byte[]>> answered(Task task, Asked asked, DirectCall call) {
        return task.status() == TaskStatus.SUCCEEDED
                ? jobPosts.keep(asked.address(), TaskAnswer.result(task))
                        .map(post -> answer.envelope(post.data(), call.preference()))
                : Mono.fromSupplier(() -> answer.direct(task, call));
    }
}
