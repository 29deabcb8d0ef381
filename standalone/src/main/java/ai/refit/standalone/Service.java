package ai.refit.standalone;

import ai.refit.deploy.DeployOrchestrator;
import ai.refit.edge.ApiEdge;
import ai.refit.embedding.EmbeddingWorker;
import ai.refit.llm.LlmWorker;
import java.util.function.Supplier;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The services in the order in which they stop: who accepts work first, who carries it out next. */
enum Service {
    EDGE("api-edge", 0, ApiEdge::application),
    EMBEDDING_WORKER("embedding-worker", 20, EmbeddingWorker::application),
    LLM_WORKER("llm-worker", 30, LlmWorker::application),
    ORCHESTRATOR("deploy-orchestrator", 10, DeployOrchestrator::application);

    /** How far the highest port lies above the first. */
    static final int PORT_SPAN = 30;

    private final String title;
    private final int portOffset;
    private final Supplier<SpringApplicationBuilder> application;

    Service(String title, int portOffset, Supplier<SpringApplicationBuilder> application) {
        this.title = title;
        this.portOffset = portOffset;
        this.application = application;
    }

    String title() {
        return title;
    }

    /** The service's port when the whole system starts at {@code first}. */
    int port(int first) {
        return first + portOffset;
    }

    SpringApplicationBuilder application() {
        return application.get();
    }
}
