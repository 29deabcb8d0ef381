package ai.refit.deploy.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class CatalogConfigurationTest {

    private static final String ONE_SERVICE = """
            services:
              - name: users
                environment: staging
                base: /srv/users
                artifact: { kind: archive }
                run: { command: [bin/serve], ports: [8300] }
                health: { path: /health }
            """;

    @TempDir
    Path directory;

    @Test
    void withoutTheDefaultFileThereAreNoServices() {
        var none =
                CatalogConfiguration.catalog(new DeployProperties(null), directory.resolve("services.yml"), Map.of());

        assertThat(none.services()).isEmpty();
    }

    @Test
    void theDefaultFileIsReadWhenItIsThere() throws Exception {
        Path file = Files.writeString(directory.resolve("services.yml"), ONE_SERVICE);

        assertThat(CatalogConfiguration.catalog(new DeployProperties(null), file, Map.of())
                        .find("users/staging"))
                .isPresent();
    }

    @Test
    void aFileThatWasNamedMustBeThere() {
        Path missing = directory.resolve("missing.yml");

        assertThatThrownBy(() -> CatalogConfiguration.catalog(new DeployProperties(missing), missing, Map.of()))
                .isInstanceOf(InvalidCatalog.class)
                .hasMessage(missing + ": there is no such file");
    }

    @Test
    void aBlankNameIsNone() {
        assertThat(new DeployProperties(Path.of("")).services()).isNull();
    }

    @Test
    void theEnvironmentNamesTheFile() throws Exception {
        Path file = Files.writeString(directory.resolve("services.yml"), ONE_SERVICE);

        new ApplicationContextRunner()
                .withUserConfiguration(Properties.class, CatalogConfiguration.class)
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                "test-systemEnvironment", Map.of("REFIT_DEPLOY_SERVICES", file.toString()))))
                .run(context -> assertThat(context.getBean(Catalog.class).find("users", "staging"))
                        .isPresent());
    }

    @EnableConfigurationProperties(DeployProperties.class)
    static class Properties {}
}
