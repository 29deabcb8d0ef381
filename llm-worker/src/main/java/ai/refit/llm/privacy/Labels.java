package ai.refit.llm.privacy;

import java.util.regex.Pattern;

/** Words that name a field of a résumé's head and so are no value themselves. */
final class Labels {

    private static final Pattern ANY = Pattern.compile(
            "(?i)\\s*(?:성\\s*명|이\\s*름|성\\s*함|한글|영문|한자|name|생\\s*년\\s*월\\s*일|생\\s*일|나\\s*이|연\\s*령|age"
                    + "|성\\s*별|gender|sex|국\\s*적|nationality|연\\s*락\\s*처|전\\s*화(?:\\s*번\\s*호)?|휴\\s*대\\s*(?:폰|전화)|핸드폰|phone|mobile|tel|이\\s*메\\s*일|e-?mail"
                    + "|주\\s*소|현주소|거주지|address|지원\\s*분야|지원\\s*부문|희망\\s*연봉|희망\\s*직무|학\\s*력|경\\s*력|병\\s*역|사\\s*진|photo|SNS|블로그|깃허브|github|linkedin|website"
                    + "|주민등록번호|date of birth|birth\\s?(?:date|day)?|DOB|학교명?|전공|기간|회사명?|직책|직위|부서|관계|직업|비고)\\s*[:：]?\\s*");

    /** Where the next field begins on a line without cells. */
    private static final Pattern NEXT = Pattern.compile(
            "(?<!\\s)\\s++(?=(?:생년월일|생일|나이|연령|성별|국적|연락처|전화|휴대폰|휴대전화|핸드폰|이메일|메일|주소|거주지|주민등록번호|지원\\s?분야|학력)(?:[\\s:：]|$))"
                    + "|(?<!\\s)\\s++(?=[가-힣A-Za-z. ]{2,8}\\s*[:：])");

    private static final int LONGEST = 24;

    private Labels() {}

    /** A value without what follows it on its line. */
    static String first(String value) {
        return NEXT.split(value, 2)[0];
    }

    static boolean isLabel(String cell) {
        return cell.length() <= LONGEST && ANY.matcher(cell).matches();
    }
}
