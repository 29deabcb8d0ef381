package ai.refit.deploy.release;

import ai.refit.deploy.gate.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Fills the directory of a release from its layers. Everything is copied: what a release does to its files stays there. */
record Composition(BaseDirectory base, Layers layers, Python python) {

    /** All return the file name of the code. */
    String ofWheels(ReleaseFacts facts, Path directory, String mark, Patience patience) throws IOException {
        Path wheel = layers.artifact(facts.code());
        python.install(
                wheel, layers.directory(LayerKind.DEPENDENCIES, facts.dependencies()), directory, mark, patience);
        return wheel.getFileName().toString();
    }

    String ofJars(ReleaseFacts facts, Path directory) throws IOException {
        Path libs = BaseDirectory.make(directory.resolve("libs"));
        for (Path jar : layers.files(LayerKind.DEPENDENCIES, facts.dependencies())) {
            Files.copy(jar, libs.resolve(jar.getFileName()));
        }
        Path artifact = layers.artifact(facts.code());
        if (artifact.toString().endsWith(".jar")) {
            Files.copy(artifact, directory.resolve(artifact.getFileName()));
            return artifact.getFileName().toString();
        }
        Path working = base.stage("work");
        try {
            Archive.unpack(artifact, working, Set.of());
            Path jar = JarBundle.in(working).jar();
            Files.move(jar, directory.resolve(jar.getFileName()));
            return jar.getFileName().toString();
        } finally {
            base.remove(working);
        }
    }

    String ofArchive(ReleaseFacts facts, Path directory) throws IOException {
        Path artifact = layers.artifact(facts.code());
        Archive.unpack(artifact, directory, Releases.ownFiles(directory));
        return artifact.getFileName().toString();
    }
}
