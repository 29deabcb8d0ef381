package ai.refit.standalone;

import ai.refit.deploy.DeployOrchestrator;
import ai.refit.edge.ApiEdge;
import ai.refit.embedding.EmbeddingWorker;
import ai.refit.llm.LlmWorker;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The services in the order in which they stop: who accepts work first, who carries it out next. */
enum Service {
    EDGE("api-edge", 0),
    EMBEDDING_WORKER("embedding-worker", 20),
    LLM_WORKER("llm-worker", 30),
    ORCHESTRATOR("deploy-orchestrator", 10);

    /** How far the highest port lies above the first. */
    static final int PORT_SPAN = 30;

    private final String title;
    private final int portOffset;

    Service(String title, int portOffset) {
        this.title = title;
        this.portOffset = portOffset;
    }

    String title() {
        return title;
    }

    /** The service's port when the whole system starts at {@code first}. */
    int port(int first) {
        return first + portOffset;
    }

    SpringApplicationBuilder application() {
        return switch (this) {
            case EDGE -> ApiEdge.application();
            case EMBEDDING_WORKER -> EmbeddingWorker.application();
            case LLM_WORKER -> LlmWorker.application();
            case ORCHESTRATOR -> DeployOrchestrator.application();
        };
    }
}
