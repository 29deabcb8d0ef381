package ai.refit.llm.resume;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the head of an employment says.
 *
 * @param rest what was said besides, part of the description
 * @param body the lines of the description
 */
record Employment(
        @Nullable String company,
        @Nullable String position,
        @Nullable String job,
        List<String> rest,
        List<Line> body) {}
