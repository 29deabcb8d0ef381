package ai.refit.llm.privacy;

import java.util.regex.Pattern;

/** Where somebody lives, down to the house. A region alone, where people work and study too, is no address. */
final class Addresses {

    private static final String REGION = "(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주|충청[남북]|전라[남북]|경상[남북])"
            + "(?:특별자치시|특별자치도|특별시|광역시|도|시)?\\s?";
    private static final String DISTRICTS = "(?:[가-힣]{1,6}(?:시|군|구)\\s){1,3}";
    private static final String POSTCODE = "(?:\\(?우?\\)?\\s?[(\\[]?\\d{5}[)\\]]?\\s{1,2})?";
    /** Not a number of something else: 3년, 5명. */
    private static final String NUMBER = "\\d{1,5}(?:-\\d{1,4})?(?![\\d.%]|\\s?(?:년|개월|개|명|월|건|회|배|차|천|만|억|시간|주년))";

    private static final String HOME =
            "(?:[,\\s]*\\(?(?:[가-힣A-Za-z0-9]{1,14}(?:아파트|빌라|오피스텔|타워|빌딩|맨션|주택|하이츠|자이|푸르지오|래미안|힐스테이트|APT|apt)"
                    + "|[가-힣]{1,6}동(?=[,)\\s])|[A-Z]?\\d{1,4}동|[A-Z]동|지하\\s?\\d?층?|B?\\d{1,3}층|[A-Z]?\\d{1,5}호|\\d{1,4}-\\d{1,5}호?)(?![가-힣])\\)?)*";
    private static final String ROAD =
            "(?:[가-힣]{1,6}(?:읍|면)\\s)?[가-힣A-Za-z0-9·.]{1,14}(?:대로|로|길)\\s?(?:\\d{1,4}(?:번|가|나|다|라|마|바|사|아)?\\s?길\\s?)?(?:지하\\s?)?"
                    + NUMBER;
    private static final String LOT =
            "(?:[가-힣]{1,6}(?:읍|면)\\s)?[가-힣]{1,6}\\d{0,2}(?:동|리|가)\\s(?:산\\s?)?" + NUMBER + "(?:\\s?번지)?";
    private static final Pattern KOREAN = Pattern.compile("(?<![가-힣])" + POSTCODE + "(?:" + REGION + "(?:" + DISTRICTS
            + ")?|" + DISTRICTS + ")(?:" + ROAD + "|" + LOT + ")" + HOME);

    private static final String PLACE_AFTER =
            "(?:,?\\s+(?:Apt|Apartment|Suite|Ste|Unit|Floor|#)\\.?\\s?[\\w-]+)?(?:,\\s*[A-Z][A-Za-z.]+(?:\\s[A-Z][A-Za-z.]+){0,2}){0,2}(?:,?\\s+[A-Z]{2})?(?:\\s+\\d{5}(?:-\\d{4})?|\\s+[A-Z]\\d[A-Z]\\s?\\d[A-Z]\\d)?";
    private static final String STREET =
            "(?<![\\w.,/-])\\d{1,5}[A-Z]?,?\\s+(?:[NSEW]\\.?\\s+)?(?:(?:[A-Z][A-Za-z'.-]+|\\d{1,3}(?:st|nd|rd|th))\\s+){1,4}";
    private static final Pattern ENGLISH = Pattern.compile(STREET
            + "(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Parkway|Pkwy|Terrace|Crescent)\\b\\.?(?=\\s*(?:$|[,.;)\\n\\t|]|(?:Apt|Suite|Unit|#)|[A-Z]{2}\\s\\d{5}))"
            + PLACE_AFTER);
    /** Endings that are words of other meanings too count only before a place. */
    private static final Pattern ENGLISH_BEFORE_PLACE = Pattern.compile(STREET
            + "(?:Drive|Dr|Court|Ct|Way|Place|Pl|Square|Sq|Highway|Hwy|Circle)\\b\\.?(?=,?\\s+(?:Apt|Apartment|Suite|Ste|Unit|#)|,\\s*[A-Z])"
            + PLACE_AFTER);

    private static final Pattern ROMANISED = Pattern.compile(
            "(?<![\\w-])(?:#?\\d{1,5}(?:-\\d{1,4})?(?:ho|dong)?,?\\s+){0,3}"
                    + "(?:[A-Z][a-z]+-(?:daero|ro|gil)(?:\\s?\\d{1,4}(?:beon)?-?gil)?(?:\\s\\d{1,4}(?:-\\d{1,4})?)?,\\s*)(?:[A-Z][a-z]+-(?:gu|si|dong|myeon|eup|gun|do),?\\s*)+(?:Seoul|Busan|Incheon|Daegu|Daejeon|Gwangju|Ulsan|Sejong|[A-Z][a-z]+-do)?(?:,?\\s*(?:Republic of Korea|South Korea|Korea))?");

    private static final Pattern LABEL = Pattern.compile(
            "(?i)(?:현|자택|거주지|집|본가)?\\s?주\\s*소(?:지)?(?=\\s*[:：]|\\s*$)|거주지(?=\\s*[:：]|\\s*$)|(?:home |mailing |postal |current )?address(?=\\s*[:：]|\\s*$)");
    /** Addresses of machines. */
    private static final Pattern OTHER = Pattern.compile("(?i).*(?:https?:|www\\.|@|\\d+\\.\\d+\\.\\d+\\.\\d+|0x).*");

    private static final Pattern LABELLED_ROAD = Pattern.compile("(?m)(?:주\\s*소|거주지)\\s+(" + ROAD + HOME + ")");

    private Addresses() {}

    static void find(Pieces pieces, Cells cells) {
        cells.labelled(LABEL, Labels::isLabel).stream()
                .filter(cell ->
                        !OTHER.matcher(cell.text()).matches() && cell.text().length() <= 150)
                .forEach(cell -> pieces.add(PersonalData.ADDRESS, cell.start(), cell.end()));
        pieces.add(PersonalData.ADDRESS, KOREAN);
        pieces.add(PersonalData.ADDRESS, LABELLED_ROAD);
        pieces.add(PersonalData.ADDRESS, ENGLISH);
        pieces.add(PersonalData.ADDRESS, ENGLISH_BEFORE_PLACE);
        pieces.add(PersonalData.ADDRESS, ROMANISED);
    }
}
