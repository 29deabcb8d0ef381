package ai.refit.llm.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says of a name in a text that it is not known yet: {@code Kafka 경험은 없습니다}, {@code no experience with Kafka}. */
final class Disclaimer {

    private static final int LONGEST_CLAUSE = 200;
    private static final Pattern CLAUSE_END = Pattern.compile("[.!?;](?=\\s|$)|\\n|지만|으나|\\bbut\\b|\\bhowever\\b");
    private static final Pattern AFTER = Pattern.compile("(경험|지식|이력)(이|은|도|은 아직)?\\s*(아직\\s*)?(없|부족|전무)"
            + "|(사용|활용|다뤄|다루어|써)\\s*(해|하여)?\\s*(본|보지)\\s*(적|일|못)?[^.\\n]{0,4}(없|못|않)"
            + "|(사용|활용|경험)하지\\s*(않|못)|미경험|미사용|모릅니다|몰라"
            + "|(배우|공부하|학습하|익히|경험하|사용해\\s*보|써\\s*보)고\\s*싶|(배울|공부할|학습할|공부|학습)\\s*(예정|계획)");
    private static final Pattern BEFORE = Pattern.compile(
            "(?i)(\\bno|\\bwithout|\\black\\w*|\\blimited|\\bnot have)\\s+(any\\s+|prior\\s+|hands-on\\s+|production\\s+)*"
                    + "(experience|knowledge|exposure|background)\\b"
                    + "|\\b(never|not|haven't|didn't|don't)\\s+(yet\\s+|really\\s+)?(used?|worked|touched|tried|know)\\b"
                    + "|\\b(not\\s+|un)familiar\\s+with\\b"
                    + "|\\b(want|plan|hope|hoping|planning|eager)\\s+to\\s+(learn|study|try)\\b");

    private Disclaimer() {}

    static boolean covers(String text, int start, int end) {
        int from = Math.max(0, start - LONGEST_CLAUSE);
        int to = Math.min(text.length(), end + LONGEST_CLAUSE);
        Matcher ends = CLAUSE_END.matcher(text).region(from, to);
        while (ends.find()) {
            if (ends.end() <= start) {
                from = ends.end();
            } else if (ends.start() >= end) {
                to = ends.start();
                break;
            }
        }
        return AFTER.matcher(text.substring(end, to)).find()
                || BEFORE.matcher(text.substring(from, start)).find();
    }
}
