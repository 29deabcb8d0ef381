package ai.refit.llm.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A file of instructions that ships. */
record Instructions(String version, String text) {

    private static final String BOUNDARY = "{boundary}";

    static Instructions read(String version) {
        try (InputStream file = Instructions.class.getResourceAsStream(version + ".txt")) {
            if (file == null) {
                throw new IllegalStateException("resource " + version + ".txt is missing");
            }
            return new Instructions(version, new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource " + version + ".txt", e);
        }
    }

    /** The text, which names the fence's boundary. */
    String behind(Fence fence) {
        return text.replace(BOUNDARY, fence.boundary());
    }
}
