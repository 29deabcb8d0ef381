package ai.refit.contracts.topic;

/**
 * A worker's sign of life, once a second on {@value Topics#WORKER_HEARTBEAT}, key {@code service/instance}.
 *
 * @param searchable how many mentors its index holds
 * @param model name of its embedder
 */
public record Heartbeat(String service, String instance, boolean ready, long searchable, String model) {}
