package ai.refit.deploy.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The files in {@code ops/deploy} are right, and their README leaves no key out. */
class ExampleFilesTest {

    private static final Path FOLDER = Path.of("../ops/deploy");

    @Test
    void ourOwnServicesAreReadOnAFreshMachine() {
        CatalogFile file = CatalogFile.read(FOLDER.resolve("services.yml"), Map.of());

        TargetService edge = file.catalog().find("api-edge", "production").orElseThrow();
        assertThat(edge.isBlueGreen()).isTrue();
        assertThat(edge.run().command()).contains("{artifact}:libs/*", "ai.refit.standalone.Refit");
        assertThat(file.catalog().find("embedding-worker/production")).isPresent();
        assertThat(file.warnings()).allMatch(each -> each.contains("${DISCORD_WEBHOOK} is not set"));
    }

    @Test
    void theUsersWheelIsRead() {
        CatalogFile file = CatalogFile.read(
                FOLDER.resolve("users-wheel.yml"), Map.of("DISCORD_WEBHOOK", "https://discord.example/1"));

        TargetService service = file.catalog().find("ai-service", "production").orElseThrow();
        assertThat(service.run().manager()).isEqualTo(TargetService.ManagerKind.PM2);
        assertThat(service.freeze()).hasSize(2);
        assertThat(file.warnings()).isEmpty();
    }

    @Test
    void noExampleUsesAPortOfTheWholeSystem() throws IOException {
        for (Path file : examples()) {
            Collection<TargetService> services =
                    CatalogFile.read(file, Map.of()).catalog().services();

            assertThat(services)
                    .flatExtracting(each -> each.run().ports())
                    .doesNotContainAnyElementsOf(Set.of(8000, 8010, 8020, 8030));
        }
    }

    @Test
    void theTableOfKeysNamesAllOfThem() throws IOException {
        String table = Files.readString(FOLDER.resolve("README.md"));
        var keys = new TreeSet<String>();
        for (Path file : examples()) {
            Pattern.compile("(?m)^\\s*(?:- )?([a-z][a-z-]*):(?:\\s|$)|[{,] ([a-z][a-z-]*): ")
                    .matcher(Files.readString(file).replaceAll("(?m)\\s#.*$", ""))
                    .results()
                    .forEach(key -> keys.add(key.group(1) == null ? key.group(2) : key.group(1)));
        }

        assertThat(keys).hasSizeGreaterThan(50);
        assertThat(keys).allSatisfy(key -> assertThat(table).containsPattern("[`.{ ]" + key + "[`},.]"));
    }

    private static List<Path> examples() {
        return List.of(FOLDER.resolve("services.yml"), FOLDER.resolve("users-wheel.yml"));
    }
}
