package ai.refit.llm.gemini;

import com.google.cloud.vertexai.api.Schema;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What is wrong with the form of an answer, in words a model can mend it by. Nothing of the answer's text stands in them. */
final class SchemaCheck {

    private static final int ENOUGH = 10;

    private final List<String> complaints = new ArrayList<>();

    private SchemaCheck() {}

    /** Empty when the answer has the form. */
    static List<String> complaints(JsonNode answer, Schema schema) {
        var check = new SchemaCheck();
        check.visit("", answer, schema);
        return List.copyOf(check.complaints);
    }

    private void visit(String at, JsonNode node, Schema schema) {
        if (node.isNull() && schema.getNullable()) {
            return;
        }
        switch (schema.getType()) {
            case OBJECT -> visitObject(at, node, schema);
            case ARRAY -> {
                expect(node.isArray(), at, "an array");
                int i = 0;
                for (JsonNode item : node.isArray() ? node.asArray() : List.<JsonNode>of()) {
                    visit(at + "/" + i++, item, schema.getItems());
                }
            }
            case BOOLEAN -> expect(node.isBoolean(), at, "true or false");
            default -> {
                expect(node.isString(), at, "a string");
                if (node.isString() && schema.getEnumCount() > 0) {
                    expect(
                            schema.getEnumList().contains(node.asString()),
                            at,
                            "one of " + String.join(", ", schema.getEnumList()));
                }
            }
        }
    }

    private void visitObject(String at, JsonNode node, Schema schema) {
        expect(node.isObject(), at, "an object");
        if (node.isObject()) {
            for (String name : schema.getPropertyOrderingList()) {
                JsonNode value = node.get(name);
                expect(value != null, at + "/" + name, "to be there");
                if (value != null) {
                    visit(at + "/" + name, value, schema.getPropertiesOrThrow(name));
                }
            }
        }
    }

    private void expect(boolean holds, String at, String expectation) {
        if (!holds && complaints.size() < ENOUGH) {
            complaints.add((at.isEmpty() ? "/" : at) + " (expected: " + expectation + ")");
        }
    }
}
