package ai.refit.llm.fakegemini;

import com.google.cloud.vertexai.api.Content;
import com.google.cloud.vertexai.api.GenerateContentRequest;
import com.google.cloud.vertexai.api.Part;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The fenced texts of a request by their labels, found by the boundary that the instructions name. */
record AskedData(Map<String, String> texts) {

    private static final Pattern BOUNDARY = Pattern.compile("boundary: (\\S+)\\s*$");

    static AskedData of(GenerateContentRequest request) {
        Map<String, String> texts = new LinkedHashMap<>();
        Matcher boundary = BOUNDARY.matcher(text(request.getSystemInstruction()));
        if (boundary.find() && request.getContentsCount() > 0) {
            String quoted = Pattern.quote(boundary.group(1));
            Matcher fenced = Pattern.compile(
                            "<<<BEGIN (\\w+) " + quoted + ">>>\n(.*?)\n<<<END \\1 " + quoted + ">>>", Pattern.DOTALL)
                    .matcher(text(request.getContents(0)));
            while (fenced.find()) {
                texts.put(fenced.group(1), fenced.group(2));
            }
        }
        return new AskedData(texts);
    }

    /** Empty when there is none of that label. */
    String text(String label) {
        return texts.getOrDefault(label, "");
    }

    private static String text(Content content) {
        return content.getPartsList().stream().map(Part::getText).collect(Collectors.joining());
    }
}
