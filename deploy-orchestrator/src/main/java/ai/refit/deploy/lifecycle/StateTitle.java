package ai.refit.deploy.lifecycle;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The states' names on the wire, as they stand once, at the interface. */
final class StateTitle {

    private static final Map<Class<?>, String> TITLES = Arrays.stream(
                    Objects.requireNonNull(DeploymentState.class.getAnnotation(JsonSubTypes.class))
                            .value())
            .collect(Collectors.toUnmodifiableMap(JsonSubTypes.Type::value, JsonSubTypes.Type::name));

    private StateTitle() {}

    static String of(DeploymentState state) {
        return Objects.requireNonNull(TITLES.get(state.getClass()));
    }
}
