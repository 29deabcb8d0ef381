package ai.refit.deploy.catalog;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads the file of services once, at the start. A file that was named must be there and right. */
@Configuration
class CatalogConfiguration {

    private static final Logger log = LoggerFactory.getLogger(CatalogConfiguration.class);

    @Bean
    Catalog catalog(DeployProperties properties) {
        return catalog(properties, DeployProperties.DEFAULT_SERVICES, System.getenv());
    }

    static Catalog catalog(DeployProperties properties, Path fallback, Map<String, String> environment) {
        Path file = properties.services();
        if (file == null && !Files.exists(fallback)) {
            log.info("no services: {} is not there, and REFIT_DEPLOY_SERVICES names no other", fallback);
            return new Catalog(List.of());
        }
        CatalogFile read = CatalogFile.read(file == null ? fallback : file, environment);
        read.warnings().forEach(log::warn);
        log.atInfo()
                .addKeyValue(
                        "services",
                        read.catalog().services().stream()
                                .map(TargetService::key)
                                .toList())
                .log("services read");
        return read.catalog();
    }
}
