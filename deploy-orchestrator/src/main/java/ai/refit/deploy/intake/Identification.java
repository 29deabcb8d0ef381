package ai.refit.deploy.intake;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Finds out who asks. A token says it anywhere. On loopback no token is needed, unless that is required; but then the
 * request must be a local program's or that of a page of ours: a browser lends its place on loopback to every page that it
 * shows.
 */
final class Identification {

    private static final String BEARER = "bearer ";
    private static final String NAME_HEADER = "X-Operator";
    private static final Pattern NAME = Pattern.compile("[!-~][ -~]{0,63}");
    private static final Set<HttpMethod> HARMLESS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    /** A proxy's: with one on this host, everybody comes from loopback. */
    private static final Set<String> FORWARDED = Set.of("forwarded", "via", "x-real-ip");

    private final Operators operators;
    private final boolean requireToken;

    Identification(Operators operators, boolean requireToken) {
        this.operators = operators;
        this.requireToken = requireToken;
    }

    /**
     * The operator's name.
     *
     * @throws Problem 401 or 403
     */
    String operator(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        String authorization = headers.getFirst(HttpHeaders.AUTHORIZATION);
        if (authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return operators
                    .holderOf(authorization.substring(BEARER.length()).strip())
                    .orElseThrow(() -> Problem.unauthorized(
                            "TOKEN_UNKNOWN", "No operator has this token.", "Bearer error=\"invalid_token\""));
        }
        if (requireToken || !isFromLoopback(request)) {
            throw operators.isNobody()
                    ? forbidden(
                            "TOKENS_NOT_CONFIGURED",
                            "Only requests from loopback itself are taken: there is no file of operators' tokens"
                                    + " (REFIT_DEPLOY_TOKENS_FILE).")
                    : Problem.unauthorized(
                            "TOKEN_MISSING", "An operator's token is needed (Authorization: Bearer …).", "Bearer");
        }
        requireOwnPage(request);
        return nameGiven(headers.getFirst(NAME_HEADER));
    }

    private static boolean isFromLoopback(ServerHttpRequest request) {
        InetSocketAddress remote = request.getRemoteAddress();
        return remote != null
                && remote.getAddress() != null
                && remote.getAddress().isLoopbackAddress()
                && request.getHeaders().headerNames().stream().noneMatch(Identification::isForwarding);
    }

    private static boolean isForwarding(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return name.startsWith("x-forwarded-") || FORWARDED.contains(name);
    }

    private static void requireOwnPage(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        String host = headers.getFirst(HttpHeaders.HOST);
        if (host != null && !Loopback.isAuthority(host)) {
            throw forbidden(
                    "HOST_NOT_LOOPBACK", "The header Host names another host (expected: localhost or 127.0.0.1).");
        }
        if (HARMLESS.contains(request.getMethod())) {
            return;
        }
        List<String> origins = headers.getOrDefault(HttpHeaders.ORIGIN, List.of());
        boolean foreign = origins.stream()
                .anyMatch(origin -> host == null
                        || !(origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host)));
        String site = headers.getFirst("Sec-Fetch-Site");
        if (foreign || (site != null && !site.equals("same-origin") && !site.equals("none"))) {
            throw forbidden("FOREIGN_ORIGIN", "A page of another origin may give no orders.");
        }
    }

    private static String nameGiven(@Nullable String name) {
        if (name == null) {
            return "loopback";
        }
        if (!NAME.matcher(name).matches()) {
            throw Problem.of(
                    HttpStatus.BAD_REQUEST,
                    "BAD_REQUEST",
                    NAME_HEADER + ": no name (expected: 1 to 64 printable ASCII characters)");
        }
        return name;
    }

    private static Problem forbidden(String code, String detail) {
        return Problem.of(HttpStatus.FORBIDDEN, code, detail);
    }
}
