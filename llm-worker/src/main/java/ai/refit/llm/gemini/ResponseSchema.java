package ai.refit.llm.gemini;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.google.cloud.vertexai.api.Schema;
import com.google.cloud.vertexai.api.Type;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;

/** The form of an answer, taken from the records it is read into: the two cannot drift apart. */
final class ResponseSchema {

    private ResponseSchema() {}

    /** The components in their order, all of them required, null where they may be. */
    static Schema of(Class<? extends Record> type) {
        var schema = Schema.newBuilder().setType(Type.OBJECT);
        for (RecordComponent component : type.getRecordComponents()) {
            String name = PropertyNamingStrategies.SNAKE_CASE.nameForField(null, null, component.getName());
            schema.putProperties(name, of(component.getAnnotatedType()))
                    .addPropertyOrdering(name)
                    .addRequired(name);
        }
        return schema.build();
    }

    private static Schema of(AnnotatedType annotated) {
        Schema schema;
        if (annotated instanceof AnnotatedParameterizedType list) {
            schema = Schema.newBuilder()
                    .setType(Type.ARRAY)
                    .setItems(of(list.getAnnotatedActualTypeArguments()[0]))
                    .build();
        } else {
            schema = of((Class<?>) annotated.getType(), annotated);
        }
        return annotated.isAnnotationPresent(Nullable.class)
                ? schema.toBuilder().setNullable(true).build()
                : schema;
    }

    private static Schema of(Class<?> type, AnnotatedType annotated) {
        if (type.isRecord()) {
            return of(type.asSubclass(Record.class));
        }
        if (type.isEnum()) {
            var schema = Schema.newBuilder().setType(Type.STRING).setFormat("enum");
            for (Object constant : type.getEnumConstants()) {
                schema.addEnum(wire(type, (Enum<?>) constant));
            }
            return schema.build();
        }
        if (type == String.class) {
            return Schema.newBuilder().setType(Type.STRING).build();
        }
        if (type == boolean.class) {
            return Schema.newBuilder().setType(Type.BOOLEAN).build();
        }
        throw new IllegalArgumentException(
                annotated + ": no form for it (expected: record, enum, list, text, boolean)");
    }

    private static String wire(Class<?> type, Enum<?> constant) {
        try {
            JsonProperty named = type.getField(constant.name()).getAnnotation(JsonProperty.class);
            return named == null ? constant.name() : named.value();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }
}
