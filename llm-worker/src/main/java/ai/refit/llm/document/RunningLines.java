package ai.refit.llm.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Headers, footers and page numbers: lines at the edges of pages which each page has again. */
final class RunningLines {

    private static final double TOP = 0.08;
    private static final double BOTTOM = 0.92;
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final Pattern PAGE_NUMBER = Pattern.compile(
            "(?i)[-–—\\s]*(?:page|p\\.|페이지)?\\s*\\d{1,3}\\s*(?:(?:/|of|-)\\s*\\d{1,3})?\\s*(?:페이지|쪽)?[-–—\\s]*");

    private RunningLines() {}

    static List<List<PageLine>> without(List<List<PageLine>> pages) {
        Map<String, Integer> seen = new HashMap<>();
        for (List<PageLine> page : pages) {
            Set<String> shapes = new HashSet<>();
            page.stream().filter(RunningLines::atEdge).forEach(line -> shapes.add(shape(line)));
            shapes.forEach(shape -> seen.merge(shape, 1, Integer::sum));
        }
        List<List<PageLine>> kept = new ArrayList<>();
        for (List<PageLine> page : pages) {
            boolean first = kept.isEmpty();
            List<PageLine> staying = new ArrayList<>(headersFirst(page).stream()
                    .filter(line -> !atEdge(line) || stays(line, seen.getOrDefault(shape(line), 0), first))
                    .toList());
            if (!first && !staying.isEmpty() && staying.size() < page.size()) {
                // It stood apart from the header only: a paragraph may go on from page to page.
                staying.set(0, staying.getFirst().following());
            }
            kept.add(staying);
        }
        return kept;
    }

    /** Some programs draw headers last. */
    private static List<PageLine> headersFirst(List<PageLine> page) {
        int body = page.size();
        while (body > 0 && atEdge(page.get(body - 1))) {
            body--;
        }
        if (body == 0) {
            return page;
        }
        List<PageLine> edges = page.subList(body, page.size());
        var ordered = new ArrayList<PageLine>();
        edges.stream().filter(line -> line.place() < TOP).forEach(ordered::add);
        ordered.addAll(page.subList(0, body));
        edges.stream().filter(line -> line.place() >= TOP).forEach(ordered::add);
        return ordered;
    }

    private static boolean stays(PageLine line, int times, boolean firstPage) {
        if (PAGE_NUMBER.matcher(line.text()).matches()) {
            return false;
        }
        // A header without a number may be the only place of what it says.
        return times < 2 || firstPage && !DIGITS.matcher(line.text()).find();
    }

    private static boolean atEdge(PageLine line) {
        return line.place() < TOP || line.place() > BOTTOM;
    }

    private static String shape(PageLine line) {
        return (line.place() < TOP ? "^" : "$") + DIGITS.matcher(line.text()).replaceAll("#");
    }
}
