package ai.refit.edge.results;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.task.TaskStatus;
import ai.refit.edge.http.Preference;
import ai.refit.edge.http.Problem;
import ai.refit.edge.http.Sha256;
import ai.refit.edge.intake.Cancellations;
import ai.refit.edge.task.Task;
import ai.refit.edge.task.TaskJson;
import ai.refit.edge.task.TaskStore;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;

/** Polling, long polling, event streams, cancel and list of tasks. */
@RestController
@RequestMapping("/api/ai/tasks")
class TaskController {

    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 200;

    private final TaskStore tasks;
    private final TaskLookup lookup;
    private final TaskAnswer answer;
    private final Watches watches;
    private final Finishing finishing;
    private final Cancellations cancellations;
    private final ResultsProperties properties;

    TaskController(
            TaskStore tasks,
            TaskLookup lookup,
            TaskAnswer answer,
            Watches watches,
            Finishing finishing,
            Cancellations cancellations,
            ResultsProperties properties) {
        this.tasks = tasks;
        this.lookup = lookup;
        this.answer = answer;
        this.watches = watches;
        this.finishing = finishing;
        this.cancellations = cancellations;
        this.properties = properties;
    }

    /**
     * With {@code Prefer: wait=N} the answer comes when the task is final, or, when {@code If-None-Match} names what the
     * caller has, when it differs from that; at the latest after N seconds.
     */
    @GetMapping("/{taskId}")
    Mono<ResponseEntity<byte[]>> get(@PathVariable String taskId, @RequestHeader HttpHeaders headers) {
        UUID id = TaskLookup.parse(taskId);
        Preference preference = Preference.of(headers, Duration.ZERO);
        List<String> known = headers.getIfNoneMatch();
        return lookup.find(id)
                .flatMap(task -> {
                    boolean caught = known.isEmpty() || known.stream().anyMatch(tag -> shows(tag, task));
                    if (task.status().isFinal() || preference.patience().isZero() || !caught) {
                        return Mono.just(task);
                    }
                    return known.isEmpty()
                            ? lookup.awaitFinal(id, preference.patience())
                            : lookup.awaitChange(id, task.change(), preference.patience());
                })
                .map(task -> answer(task, known, preference));
    }

    private ResponseEntity<byte[]> answer(Task task, List<String> known, Preference preference) {
        byte[] body = answer.json(task);
        String tag = tag(task, body);
        ResponseEntity.BodyBuilder response = ResponseEntity.status(
                        known.contains(tag) || known.contains("*") ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
                .eTag(tag)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache");
        if (preference.applied() != null) {
            response.header("Preference-Applied", preference.applied());
        }
        if (!task.status().isFinal()) {
            response.header(
                    HttpHeaders.RETRY_AFTER,
                    Long.toString(answer.remaining(task).toSeconds()));
        }
        return known.contains(tag) || known.contains("*")
                ? response.build()
                : response.contentType(MediaType.APPLICATION_JSON).body(body);
    }

    /** The event's id is the change it shows; a client that comes back with {@code Last-Event-ID} misses nothing final. */
    @GetMapping(path = "/{taskId}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Mono<ResponseEntity<Flux<ServerSentEvent<String>>>> events(
            @PathVariable String taskId,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        UUID id = TaskLookup.parse(taskId);
        int seen = lastEventId != null && lastEventId.matches("[0-9]{1,9}") ? Integer.parseInt(lastEventId) : -1;
        return lookup.find(id).map(task -> {
            if (task.status().isFinal() && task.change() <= seen) {
                // 204 tells an EventSource not to come back.
                return ResponseEntity.noContent().<Flux<ServerSentEvent<String>>>build();
            }
            return ResponseEntity.ok()
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .body(stream(id, seen));
        });
    }

    private Flux<ServerSentEvent<String>> stream(UUID id, int seen) {
        Flux<Task> states = Flux.merge(watches.changes(id), lookup.find(id).flux())
                .filter(task -> task.change() > seen)
                .scan((before, now) -> now.change() > before.change() ? now : before)
                .distinctUntilChanged(Task::change)
                .takeUntil(task -> task.status().isFinal());
        Flux<ServerSentEvent<String>> events = states.map(task -> ServerSentEvent.<String>builder()
                .id(Integer.toString(task.change()))
                .event(task.status().wire())
                .data(new String(answer.json(task), StandardCharsets.UTF_8))
                .build());
        Flux<ServerSentEvent<String>> alive = Flux.interval(properties.heartbeat())
                .map(_ -> ServerSentEvent.<String>builder().comment("alive").build());
        return events.publish(shared -> Flux.merge(shared, alive.takeUntilOther(shared.ignoreElements())));
    }

    /** Cancels open work, and tells its worker; 409 when the task is final already. */
    @DeleteMapping("/{taskId}")
    Mono<ResponseEntity<byte[]>> cancel(@PathVariable String taskId) {
        UUID id = TaskLookup.parse(taskId);
        return tasks.cancel(id)
                .doOnNext(task -> {
                    finishing.finished(task);
                    if (task.kind().topic() != null) {
                        cancellations.publish(task.id());
                    }
                })
                .map(task -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(answer.json(task)))
                .switchIfEmpty(lookup.find(id).map(task -> {
                    throw Problem.of(
                                    HttpStatus.CONFLICT,
                                    "TASK_FINAL",
                                    "The task is " + task.status().wire() + " already.")
                            .exception();
                }));
    }

    /** Newest first; {@code cursor} is the {@code next_cursor} of the page before. Results are left out. */
    @GetMapping
    Mono<ResponseEntity<byte[]>> list(
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String limit) {
        int size = limit(limit);
        return tasks.list(status(status), kind(kind), cursor(cursor), size + 1)
                .collectList()
                .map(page -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(page(page, size)));
    }

    private static byte[] page(List<Task> found, int size) {
        List<Task> page = found.size() > size ? found.subList(0, size) : found;
        var bytes = new ByteArrayOutputStream(512 * (1 + page.size()));
        try (JsonGenerator json = Json.mapper().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeName("tasks");
            json.writeStartArray();
            page.forEach(task -> TaskJson.write(json, task, null));
            json.writeEndArray();
            json.writeName("next_cursor");
            if (found.size() > size) {
                json.writeString(page.getLast().id().toString());
            } else {
                json.writeNull();
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static boolean shows(String tag, Task task) {
        return tag.startsWith("\"" + task.change() + ".");
    }

    private static int limit(@Nullable String limit) {
        if (limit == null) {
            return PAGE;
        }
        if (!limit.matches("[0-9]{1,3}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > LARGEST_PAGE) {
            throw Problem.invalid("limit", "is '" + limit + "'", "1 to " + LARGEST_PAGE)
                    .exception();
        }
        return Integer.parseInt(limit);
    }

    private static @Nullable TaskStatus status(@Nullable String status) {
        try {
            return status == null ? null : TaskStatus.of(status);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("status", "is '" + status + "'", names(TaskStatus.values(), TaskStatus::wire))
                    .exception();
        }
    }

    private static @Nullable TaskKind kind(@Nullable String kind) {
        try {
            return kind == null ? null : TaskKind.of(kind);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("kind", "is '" + kind + "'", names(TaskKind.values(), TaskKind::wire))
                    .exception();
        }
    }

    private static @Nullable UUID cursor(@Nullable String cursor) {
        try {
            return cursor == null ? null : UUID.fromString(cursor);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("cursor", "is no cursor of ours", "next_cursor of the page before")
                    .exception();
        }
    }

    private static <T> String names(T[] values, Function<T, String> wire) {
        return "one of " + String.join(", ", Arrays.stream(values).map(wire).toList());
    }

    /** A strong tag: another byte, another tag. In front stands the change, so that a long poll knows what is news. */
    private static String tag(Task task, byte[] body) {
        byte[] digest = Sha256.digest().digest(body);
        return "\"" + task.change() + "." + HexFormat.of().formatHex(digest, 0, 12) + "\"";
    }
}
