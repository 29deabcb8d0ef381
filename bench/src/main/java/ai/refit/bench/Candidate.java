package ai.refit.bench;

import java.util.List;

/** Somebody with a résumé, and a posting that they may answer; the same number is the same person. */
record Candidate(int number) {

    private static final List<String> COMPANIES = List.of("한빛테크", "새벽상점", "누리물류", "다온페이", "가람커머스");
    private static final List<String> JOBS = List.of("백엔드 개발자", "데이터 엔지니어", "프론트엔드 개발자", "DevOps 엔지니어", "서버 개발자");
    private static final List<String> SKILLS = List.of(
            "Java",
            "Spring Boot",
            "Kafka",
            "PostgreSQL",
            "Redis",
            "Kubernetes",
            "React",
            "TypeScript",
            "Python",
            "AWS");

    static Candidate number(int number) {
        return new Candidate(number);
    }

    String resume() {
        return """
                이력서

                홍길동
                연락처: 010-%04d-1234 / applicant%d@example.com

                경력
                %s (2019.03 ~ 2022.02) %s
                - %s와 %s로 주문 서버를 개발하고 응답 시간을 %d%% 줄였습니다.
                - 하루 %d만 건의 요청을 처리하는 서비스를 운영했습니다.
                %s (2022.03 ~ 현재) %s
                - %s 도입을 이끌어 배포 시간을 %d분에서 5분으로 줄였습니다.

                프로젝트
                정산 시스템 개편 (2021.01 ~ 2021.12)
                - %s 기반 배치를 다시 만들었습니다.

                학력
                한국대학교 컴퓨터공학과 졸업 (2019)

                자격증
                정보처리기사 (2018)

                기술
                %s
                """.formatted(
                        1000 + number % 9000,
                        number,
                        of(COMPANIES, 0),
                        of(JOBS, 0),
                        of(SKILLS, 0),
                        of(SKILLS, 1),
                        20 + number % 60,
                        1 + number % 90,
                        of(COMPANIES, 1),
                        of(JOBS, 0),
                        of(SKILLS, 2),
                        20 + number % 40,
                        of(SKILLS, 3),
                        String.join(", ", List.of(of(SKILLS, 0), of(SKILLS, 1), of(SKILLS, 2), of(SKILLS, 3))));
    }

    String posting() {
        return """
                [%s] %s 채용
                회사명: %s

                주요업무
                - 주문과 결제 서버 개발, 운영
                - 대용량 데이터 처리

                자격요건
                - %s 개발 경험 3년 이상
                - %s 운영 경험
                - 동료와 협업한 경험

                우대사항
                - %s 경험
                """.formatted(
                        of(COMPANIES, 2), of(JOBS, 0), of(COMPANIES, 2), of(SKILLS, 1), of(SKILLS, 2), of(SKILLS, 5));
    }

    private String of(List<String> all, int offset) {
        return all.get((number + offset) % all.size());
    }
}
