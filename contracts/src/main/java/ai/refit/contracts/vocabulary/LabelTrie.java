package ai.refit.contracts.vocabulary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All labels of all tables by their squeezed characters, so that a text is walked once for each of its words. */
final class LabelTrie {

    private final Node root = new Node();

    void put(String squeezedLabel, Concept concept) {
        Node node = root;
        for (int i = 0; i < squeezedLabel.length(); i++) {
            node = node.next.computeIfAbsent(squeezedLabel.charAt(i), _ -> new Node());
        }
        node.concepts.add(concept);
    }

    /**
     * The places at which a label that begins at {@code from} can end, shortest first.
     *
     * @param folded with separators, which are passed over inside a label
     */
    List<Ending> endings(String folded, int from) {
        List<Ending> endings = new ArrayList<>(2);
        Node node = root;
        int i = from;
        while (i < folded.length()) {
            char c = folded.charAt(i);
            if (i > from && Letters.isSeparator(folded, i)) {
                i++;
                continue;
            }
            node = node.next.get(c);
            if (node == null) {
                break;
            }
            i++;
            if (!node.concepts.isEmpty()) {
                endings.add(new Ending(i, node.concepts));
                if (isPlural(folded, i)) {
                    endings.add(new Ending(i + 1, node.concepts));
                }
            }
        }
        return endings;
    }

    /** Whether an English name that ends at {@code end} has one s more. */
    private static boolean isPlural(String folded, int end) {
        char last = folded.charAt(end - 1);
        return last >= 'a'
                && last <= 'z'
                && last != 's'
                && end < folded.length()
                && folded.charAt(end) == 's'
                && (end + 1 == folded.length() || !Letters.isWord(folded.charAt(end + 1)));
    }

    record Ending(int end, List<Concept> concepts) {}

    private static final class Node {
        final Map<Character, Node> next = new HashMap<>(4);
        final List<Concept> concepts = new ArrayList<>(1);
    }
}
