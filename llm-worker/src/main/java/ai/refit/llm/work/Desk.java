package ai.refit.llm.work;

import ai.refit.contracts.analysis.AnalysisRequest;
import ai.refit.contracts.input.InputReference;
import ai.refit.contracts.json.Json;
import ai.refit.contracts.model.Provenance;
import ai.refit.contracts.model.Usage;
import ai.refit.contracts.posting.PostingRequest;
import ai.refit.contracts.report.ReportRequest;
import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.task.TaskOrder;
import ai.refit.llm.analyst.Assignment;
import ai.refit.llm.ledger.Claim;
import ai.refit.llm.ledger.Inputs;
import ai.refit.llm.ledger.Inputs.Input;
import ai.refit.llm.ledger.Ledger;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** What was handed in becomes a result. The same document or report asked again gets the earlier result, unless forced. */
@Component
class Desk {

    private final Inputs inputs;
    private final Ledger ledger;
    private final Analysts analysts;
    private final ResumeReading resumes;
    private final PostingReading postings;
    private final ReportWriting reports;

    Desk(
            Inputs inputs,
            Ledger ledger,
            Analysts analysts,
            ResumeReading resumes,
            PostingReading postings,
            ReportWriting reports) {
        this.inputs = inputs;
        this.ledger = ledger;
        this.analysts = analysts;
        this.resumes = resumes;
        this.postings = postings;
        this.reports = reports;
    }

    /**
     * A result and where it comes from.
     *
     * @param result UTF-8 JSON
     * @param inputKey null when it must not be looked for again
     * @param shareable whether it was made by the engine that was wanted
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Finished(byte[] result, @Nullable String inputKey, boolean shareable) {}

    Finished work(Claim claim, BooleanSupplier unwanted, Course.Progress progress) {
        TaskOrder order = claim.order();
        InputReference reference = Json.read(order.body(), InputReference.class);
        var course = new Course(
                new Assignment(order.taskId(), reference.caller(), claim.fence(), order.deadline(), unwanted),
                progress);
        Input input = inputs.read(reference);
        return switch (order.kind()) {
            case ANALYSIS ->
                analysis(reference, Json.read(input.request(), AnalysisRequest.class), input.file(), course);
            case POSTING -> posting(reference, Json.read(input.request(), PostingRequest.class), course);
            case REPORT -> report(reference, input.request(), course);
            case RECOMMENDATION, EMBEDDING, MENTOR_EMBEDDING, MENTOR_EMBEDDINGS, MENTOR_IMPORT ->
                throw new IllegalArgumentException(
                        "work of kind " + order.kind().wire() + " is not done here");
        };
    }

    private Finished analysis(
            InputReference reference, AnalysisRequest request, byte @Nullable [] file, Course course) {
        ResumeReading.Content content = resumes.content(request, file, course);
        if (request.unmasked()) {
            ResumeReading.Read read = resumes.read(content, request, course);
            inputs.keepUnmasked(reference, Json.text(Objects.requireNonNull(read.unmasked())));
            return new Finished(Json.bytes(read.analysis()), null, false);
        }
        String key = key(
                TaskKind.ANALYSIS,
                reference,
                content.bytes(),
                ResultKey.bytes(content.isText() + "\n" + String.join("\n", request.names())));
        return once(reference, key, () -> {
            var analysis = resumes.read(content, request, course).analysis();
            return finished(analysis, analysis.provenance(), key);
        });
    }

    private Finished posting(InputReference reference, PostingRequest request, Course course) {
        String content = postings.content(request, course);
        String key = key(TaskKind.POSTING, reference, ResultKey.bytes(content));
        return once(reference, key, () -> {
            var posting = postings.read(content, course);
            return finished(posting, posting.provenance(), key);
        });
    }

    private Finished report(InputReference reference, String json, Course course) {
        ReportRequest request = Json.read(json, ReportRequest.class);
        String content = reports.content(request, course);
        String key = key(TaskKind.REPORT, reference, ResultKey.bytes(json), ResultKey.bytes(content));
        return once(reference, key, () -> {
            var report = reports.write(request, content, course);
            return finished(report, report.provenance(), key);
        });
    }

    private String key(TaskKind kind, InputReference reference, byte[]... parts) {
        return ResultKey.of(kind, reference.caller(), analysts.wanted(), List.of(parts));
    }

    private Finished once(InputReference reference, String key, Supplier<Finished> work) {
        if (reference.force()) {
            return work.get();
        }
        return ledger.earlierResult(key)
                .map(result -> new Finished(freeOfCharge(result), key, false))
                .orElseGet(work);
    }

    private Finished finished(Object result, @Nullable Provenance provenance, String key) {
        boolean asWanted = provenance != null && provenance.engine() == analysts.wanted();
        return new Finished(Json.bytes(result), key, asWanted);
    }

    /** What an earlier result cost was paid by the earlier task. */
    private static byte[] freeOfCharge(String result) {
        var tree = (ObjectNode) Json.mapper().readTree(result);
        tree.set("usage", Json.mapper().valueToTree(Usage.NONE));
        return Json.bytes(tree);
    }
}
