package ai.refit.llm.posting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.refit.contracts.model.Engine;
import ai.refit.contracts.model.Provenance;
import ai.refit.contracts.model.Usage;
import ai.refit.contracts.posting.JobPosting;
import ai.refit.contracts.vocabulary.Aliases;
import ai.refit.llm.analyst.Claim;
import ai.refit.llm.analyst.PostingFindings;
import ai.refit.llm.document.UnreadableDocument;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PostingAssemblyTest {

    private static final Provenance GEMINI = new Provenance(Engine.GEMINI, "gemini-x", false, null);
    private static final Usage PAID = new Usage(1, 100, 0, 50, 0.01, 0);
    private static final String TEXT = """
            가온소프트 서버 개발자
            자격요건
            - 스프링부트와 Java 경험
            - C 또는 R 사용 가능자
            우대사항
            - Spring Boot 3 이전 경험, Redis
            - Go 경험 [PHONE_1]
            주요업무
            - Kafka 운영
            """;

    private final PostingAssembly assembly = new PostingAssembly(Aliases.shipped());

    @Test
    void whatTheTextProvesBecomesThePosting() {
        JobPosting posting = assemble(
                new Claim("서버 개발자", "가온소프트 서버 개발자"), claims("스프링부트와 Java 경험"), claims("Go 경험 [PHONE_1]"), List.of());

        assertThat(posting.title()).isEqualTo("서버 개발자");
        assertThat(posting.requirements()).containsExactly("스프링부트와 Java 경험");
        assertThat(posting.preferred()).containsExactly("Go 경험 [PHONE_1]");
        assertThat(posting.provenance()).isEqualTo(GEMINI);
        assertThat(posting.usage()).isEqualTo(PAID);
        assertThat(posting.droppedClaims()).isZero();
    }

    @Test
    void aClaimWhoseQuoteDoesNotStandThereIsDroppedAndCounted() {
        JobPosting posting = assemble(
                new Claim("팀장", "가온소프트 팀장"),
                List.of(new Claim("Java", "스프링부트와  Java\n경험"), new Claim("석사 이상", "석사 학위 필수")),
                claims("연봉 1억"),
                List.of(new Claim("Rust", "Rust 경험"), new Claim("Rust", "Kafka 운영")));

        assertThat(posting.title()).isNull();
        assertThat(posting.requirements()).containsExactly("Java");
        assertThat(posting.preferred()).isEmpty();
        assertThat(posting.techStack()).isEmpty();
        assertThat(posting.droppedClaims()).isEqualTo(5);
    }

    @Test
    void aTechnologyCountsOnceAndIsRequiredWhereARequirementNamesIt() {
        JobPosting posting = assemble(
                null,
                claims("스프링부트와 Java 경험", "C 또는 R 사용 가능자"),
                claims("Spring Boot 3 이전 경험, Redis", "Go 경험 [PHONE_1]"),
                List.of(
                        new Claim("스프링부트", "스프링부트와 Java 경험"),
                        new Claim("Spring Boot", "Spring Boot 3 이전 경험, Redis"),
                        new Claim("Java", "스프링부트와 Java 경험"),
                        new Claim("C", "C 또는 R 사용 가능자"),
                        new Claim("Redis", "Spring Boot 3 이전 경험, Redis"),
                        new Claim("Go", "Go 경험 [PHONE_1]"),
                        new Claim("Kafka", "Kafka 운영")));

        assertThat(posting.techStack()).containsExactly("스프링부트", "Java", "C", "Redis", "Go", "Kafka");
        assertThat(posting.requiredTechs()).containsExactly("스프링부트", "Java", "C");
        assertThat(posting.preferredTechs()).containsExactly("Redis", "Go");
        assertThat(posting.droppedClaims()).isZero();
    }

    @Test
    void whereNoRequirementNamesATechnologyAllAreRequiredButThePreferred() {
        JobPosting posting = assemble(
                new Claim("서버 개발자", "서버 개발자"),
                List.of(),
                claims("Spring Boot 3 이전 경험, Redis"),
                List.of(new Claim("Redis", "Spring Boot 3 이전 경험, Redis"), new Claim("Kafka", "Kafka 운영")),
                claims("Kafka 운영"));

        assertThat(posting.requiredTechs()).containsExactly("Kafka");
        assertThat(posting.preferredTechs()).containsExactly("Redis");
    }

    @Test
    void tooLittleIsNoPosting() {
        var refusal = catchThrowableOfType(
                UnreadableDocument.class,
                () -> assemble(new Claim("서버 개발자", "서버 개발자"), claims("없는 말"), List.of(), List.of()));

        assertThat(refusal.code()).isEqualTo("NOT_A_POSTING");
        assertThat(refusal.getMessage()).doesNotContain("개발자");
    }

    private JobPosting assemble(
            @Nullable Claim title, List<Claim> requirements, List<Claim> preferred, List<Claim> techs) {
        return assemble(title, requirements, preferred, techs, List.of());
    }

    private JobPosting assemble(
            @Nullable Claim title,
            List<Claim> requirements,
            List<Claim> preferred,
            List<Claim> techs,
            List<Claim> responsibilities) {
        var findings = new PostingFindings(
                title, null, null, null, null, null, responsibilities, requirements, preferred, techs);
        return assembly.assemble(TEXT, findings, GEMINI, PAID);
    }

    private static List<Claim> claims(String... quotes) {
        return Stream.of(quotes).map(quote -> new Claim(quote, quote)).toList();
    }
}
