package ai.refit.llm.privacy;

import java.util.regex.Pattern;

/** Birth dates: those a label names, and those beside an age. No other date is one. */
final class BirthDates {

    private static final String NUMERIC = "(?:19|20)?\\d{2}\\s?[.\\-/년]\\s?\\d{1,2}\\s?[.\\-/월]\\s?\\d{1,2}\\s?일?";
    private static final String MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\\.?";
    private static final String DATE = "(?:\\d{1,2}[./-]\\d{1,2}[./-](?:19|20)\\d{2}|" + NUMERIC
            + "|" + MONTH + "\\s+\\d{1,2}(?:st|nd|rd|th)?,?\\s+\\d{4}|\\d{1,2}(?:st|nd|rd|th)?\\s+" + MONTH
            + ",?\\s+\\d{4}"
            + "|(?:19|20)\\d{6}(?!\\d)|\\d{6}(?!\\d)|(?:19|20)\\d{2}\\s?년?(?!\\d))";
    private static final Pattern LABELLED = Pattern.compile(
            "(?i)(?:생\\s?년\\s?월\\s?일|출생(?:일|연도|년도)?|생\\s?일|\\bdate of birth|\\bbirth\\s?(?:date|day)?|\\bD\\.?O\\.?B\\b\\.?|\\bborn)"
                    + "(?:\\s?\\([^)\\n]{0,12}\\))?\\s{0,8}(?:on\\b|in\\b)?[\\s:：|]{0,12}(" + DATE + ")");
    private static final Pattern WITH_AGE = Pattern.compile(
            "(?<![\\d.])((?:19|20)\\d{2}(?:\\s?[.\\-/년]\\s?\\d{1,2}\\s?[.\\-/월]\\s?\\d{1,2}\\s?일?\\.?)?)(?:\\s*[(/,]?\\s*만?\\s?\\d{1,2}\\s?세|\\s?년?\\s?생(?![가-힣]))");
    private static final Pattern BORN_THEN =
            Pattern.compile("(?<![\\d.])(" + NUMERIC + "|(?:19|20)?\\d{2}\\s?년)\\s?(?:출생|생(?![가-힣]))");
    /** As a cell's label, with the date in the cell below. */
    static final Pattern LABEL =
            Pattern.compile("(?i)생\\s?년\\s?월\\s?일|출생일?|생\\s?일|date of birth|birth\\s?(?:date|day)|D\\.?O\\.?B\\.?");

    private static final Pattern VALUE = Pattern.compile("(?i)" + DATE);

    private BirthDates() {}

    static void find(Pieces pieces, Cells cells) {
        pieces.add(PersonalData.BIRTH_DATE, LABELLED);
        cells.labelled(LABEL, Labels::isLabel).forEach(cell -> {
            var date = VALUE.matcher(cell.text());
            if (date.lookingAt()) {
                pieces.add(PersonalData.BIRTH_DATE, cell.start(), cell.start() + date.end());
            }
        });
        pieces.add(PersonalData.BIRTH_DATE, WITH_AGE);
        pieces.add(PersonalData.BIRTH_DATE, BORN_THEN);
    }
}
