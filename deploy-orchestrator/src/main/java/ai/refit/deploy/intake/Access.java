package ai.refit.deploy.intake;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Lets nobody to {@code /api/deploy} who is no operator. Events prove themselves by their signature, and health is for
 * everybody.
 */
@Component
final class Access implements WebFilter {

    /** The attribute of a request that holds the operator's name. */
    static final String OPERATOR = "refit.operator";

    private static final PathPattern GUARDED = PathPatternParser.defaultInstance.parse("/api/deploy/**");
    private static final PathPattern EVENTS = PathPatternParser.defaultInstance.parse(EventController.PATH);
    private static final PathPattern HEALTH = PathPatternParser.defaultInstance.parse(HealthController.PATH);

    private final Identification identification;
    private final Actions actions;

    Access(Identification identification, Actions actions) {
        this.identification = identification;
        this.actions = actions;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        PathContainer path = request.getPath().pathWithinApplication();
        if (!GUARDED.matches(path) || EVENTS.matches(path) || HEALTH.matches(path)) {
            return chain.filter(exchange);
        }
        try {
            exchange.getAttributes().put(OPERATOR, identification.operator(request));
        } catch (Problem refusal) {
            return request.getMethod() == HttpMethod.POST
                    ? actions.strangerRefused("order", refusal.code()).then(Mono.error(refusal))
                    : Mono.error(refusal);
        }
        return chain.filter(exchange);
    }
}
