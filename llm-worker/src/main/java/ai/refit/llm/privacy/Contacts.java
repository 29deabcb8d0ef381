package ai.refit.llm.privacy;

import java.util.regex.Pattern;

/** Phones, e-mail addresses and resident registration numbers: what has a form of its own. */
final class Contacts {

    private static final String HOST = "[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*\\.[A-Za-z]{2,}";
    private static final Pattern EMAIL =
            Pattern.compile("(?<![\\w.%'+-])(?!git@)[A-Za-z0-9_%+'-][A-Za-z0-9._%+'-]*\\s?@\\s?" + HOST);
    /** {@code name (at) host.com}, {@code name [at] host (dot) com}, {@code name at host dot com}, {@code name골뱅이host.com}. */
    private static final Pattern SPELT_EMAIL = Pattern.compile("(?i)(?<![\\w.%+-])[a-z0-9][a-z0-9._%+-]*"
            + "(?:\\s?[(\\[{<]\\s?(?:at|골뱅이|@)\\s?[)\\]}>]\\s?|\\s?골뱅이\\s?)"
            + "[a-z0-9-]+(?:\\s*(?:\\.|[(\\[{<]\\s*(?:dot|\\.|점)\\s*[)\\]}>]|\\bdot\\b)\\s*[a-z0-9-]+){1,3}"
            + "|(?<![\\w.%+-])[a-z0-9][a-z0-9._%+-]*\\s+at\\s+[a-z0-9-]+(?:\\s+dot\\s+[a-z]{2,}){1,3}\\b");

    private static final String BORN = "\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])";
    private static final Pattern RESIDENT_NUMBER =
            Pattern.compile("(?<![\\d-])" + BORN + "\\s?[-–—]\\s?[0-9*●•xX＊][\\d*●•xX＊]{6}(?![\\d-])");
    private static final Pattern LABELLED_RESIDENT_NUMBER = Pattern.compile(
            "(?:주민|외국인|국내거소)\\s?(?:등록|신고)?\\s?번호\\s{0,8}[:：\\t]?\\s{0,8}(\\d{6}\\s?[-–—]?\\s?[\\d*●•xX＊]{1,7})");
    private static final Pattern BARE_RESIDENT_NUMBER =
            Pattern.compile("(?<![\\w.-])" + BORN + "[1-8]\\d{6}(?![\\w.-])");
    private static final int[] WEIGHTS = {2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5};

    private static final String GAP = "\\s?[-–—.)·]?\\s?";
    private static final String NOT_BEFORE = "(?<![\\w.,/:+-])";
    private static final String NOT_AFTER = "(?![\\w]|[.-]\\d)";
    private static final Pattern MOBILE = Pattern.compile(NOT_BEFORE + "\\(?(?:\\+|00)?(?:82" + GAP
            + "\\(?0?\\)?\\s?1[016789]|01[016789])\\)?" + GAP + "\\d{3,4}" + GAP + "\\d{4}(?![\\dA-Za-z_]|[.-]\\d)");
    private static final Pattern LANDLINE = Pattern.compile(NOT_BEFORE
            + "(?:(?:\\+|00)82[\\s.-]?\\(?0?\\)?(?:2|[3-6][1-5]|70)[\\s.-]?|\\(?0(?:2|3[1-3]|4[1-4]|5[1-5]|6[1-4]|70|50\\d?)(?:\\)\\s?|[-.]| (?=\\d{3,4}[- ])))"
            + "\\d{3,4}[-.\\s]\\d{4}" + NOT_AFTER);
    private static final Pattern INTERNATIONAL = Pattern.compile(NOT_BEFORE
            + "\\+[1-9]\\d{0,2}[\\s.-]?(?:\\(\\d{1,4}\\)[\\s.-]?)?\\d{1,4}(?:[\\s.-]?\\d{2,4}){2,4}" + NOT_AFTER);
    private static final Pattern NORTH_AMERICAN = Pattern.compile(
            NOT_BEFORE + "(?:1[\\s.-])?(?:\\([2-9]\\d{2}\\)\\s?|[2-9]\\d{2}[-.])\\d{3}[-.\\s]\\d{4}" + NOT_AFTER);
    private static final Pattern NATIONAL =
            Pattern.compile(NOT_BEFORE + "0[1-9]\\d{1,3} \\d{2,4} \\d{2,4}(?: \\d{2,4}){0,2}" + NOT_AFTER);
    private static final Pattern LABELLED_PHONE = Pattern.compile(
            "(?i)(?:전화(?:번호)?|연락처|휴대(?:폰|전화)(?:번호)?|핸드폰|비상연락망?|팩스|\\bh\\.?p|\\bmobile|\\btel(?:ephone)?|\\bphone(?: number)?|\\bcell|\\bfax)"
                    + "\\s{0,8}[.:：\\t|]?\\s{0,8}(\\+?\\(?\\d[\\d\\s().–-]{6,18}\\d)");

    private Contacts() {}

    static void find(Pieces pieces) {
        pieces.add(PersonalData.EMAIL, EMAIL);
        pieces.add(PersonalData.EMAIL, SPELT_EMAIL);
        pieces.add(PersonalData.RESIDENT_NUMBER, RESIDENT_NUMBER);
        pieces.add(PersonalData.RESIDENT_NUMBER, LABELLED_RESIDENT_NUMBER);
        BARE_RESIDENT_NUMBER
                .matcher(pieces.text())
                .results()
                .filter(found -> isChecked(found.group()))
                .forEach(found -> pieces.add(PersonalData.RESIDENT_NUMBER, found.start(), found.end()));
        for (Pattern phone :
                new Pattern[] {MOBILE, LANDLINE, INTERNATIONAL, NORTH_AMERICAN, NATIONAL, LABELLED_PHONE}) {
            pieces.add(PersonalData.PHONE, phone);
        }
    }

    /** Thirteen digits are many things; the last one of a resident's follows from the others. */
    private static boolean isChecked(String number) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += (number.charAt(i) - '0') * WEIGHTS[i];
        }
        int last = number.charAt(12) - '0';
        int resident = (11 - sum % 11) % 10;
        return last == resident || last == (resident + 2) % 10;
    }
}
