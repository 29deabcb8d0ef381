package ai.refit.deploy.catalog;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * What {@code services.yml} says.
 *
 * @param warnings what is allowed but may surprise, one line each
 */
public record CatalogFile(Catalog catalog, List<String> warnings) {

    public CatalogFile {
        warnings = List.copyOf(warnings);
    }

    /**
     * @param environment where {@code ${NAME}} is looked up
     * @throws InvalidCatalog with all mistakes at once
     */
    public static CatalogFile read(Path file, Map<String, String> environment) {
        var reading = new Reading(file.toString(), environment);
        Catalog catalog = Section.root(compose(file), reading).read(CatalogFile::catalog);
        reading.refuseMistakes();
        return new CatalogFile(catalog, reading.warnings());
    }

    private static Catalog catalog(Section root) {
        var conflicts = new Conflicts();
        root.expect(root.has("services"), "services", "missing", "a list of services");
        return new Catalog(root.sections("services", section -> {
            TargetService service = ServiceDescription.read(section);
            conflicts.add(service, section);
            return service;
        }));
    }

    private static Node compose(Path file) {
        try {
            return new Compose(
                            LoadSettings.builder().setSchema(new CoreSchema()).build())
                    .composeString(Files.readString(file))
                    .orElseThrow(() -> refused(file + ": empty (expected: services)"));
        } catch (NoSuchFileException e) {
            throw refused(file + ": there is no such file");
        } catch (CharacterCodingException e) {
            throw refused(file + ": not UTF-8 text");
        } catch (IOException e) {
            throw refused(file + ": cannot be read: " + e.getMessage());
        } catch (MarkedYamlEngineException e) {
            // Its message would quote the file, which may hold secrets.
            String line = e.getProblemMark()
                    .map(Mark::getLine)
                    .map(n -> ":" + (n + 1))
                    .orElse("");
            throw refused(file + line + ": not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw refused(file + ": not YAML that can be read here");
        }
    }

    private static InvalidCatalog refused(String mistake) {
        return new InvalidCatalog(List.of(mistake));
    }
}
