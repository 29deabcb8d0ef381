package ai.refit.deploy.command;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Option;

/** Which service, and in which environment. */
final class ServiceChoice {

    @Option(names = "--service", paramLabel = "NAME", required = true, description = "As services.yml names it.")
    private String service = "";

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            defaultValue = "production",
            description = "By default production.")
    private String environment = "production";

    ServiceChoice() {}

    ServiceChoice(String service, String environment) {
        this.service = service;
        this.environment = environment;
    }

    String service() {
        return service;
    }

    String environment() {
        return environment;
    }

    String key() {
        return service + "/" + environment;
    }

    /** {@code service=…&environment=…} */
    String query() {
        return "service=" + encoded(service) + "&environment=" + encoded(environment);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
