package ai.refit.embedding.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.refit.contracts.embedding.TextKind;
import java.io.IOException;
import java.nio.file.Files;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

class StaticEmbedderTest {

    private static StaticEmbedder embedder;

    @BeforeAll
    static void load() {
        embedder = StaticEmbedder.shipped();
    }

    @AfterAll
    static void close() {
        embedder.close();
    }

    @Test
    void theShippedTableHas384DimensionsAndAName() {
        assertThat(embedder.dimension()).isEqualTo(384);
        assertThat(embedder.name()).isEqualTo("refit-static-multilingual-1");
    }

    @Test
    void everyVectorHasLengthOne() {
        for (var text : List.of("백엔드 개발자", "Backend Developer", "Spring 부트로 API를 만든다", "k8s", ".", "🙂", "数据", "ㅋㅋ")) {
            assertThat(similarity(embed(text), embed(text))).as(text).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void aTextWithoutAnyWordGivesTheZeroVector() {
        assertThat(embed("")).containsOnly(0f).hasSize(384);
        assertThat(embed(" \t\n\u0001")).containsOnly(0f);
    }

    @Test
    void vectorsComeInTheOrderOfTheTexts() {
        var vectors = embedder.embed(List.of("요리사", "간호사", "개발자"), TextKind.PASSAGE);
        assertThat(vectors).hasDimensions(3, 384);
        assertThat(vectors[0]).isEqualTo(embed("요리사"));
        assertThat(vectors[2]).isEqualTo(embed("개발자"));
    }

    @Test
    void noTextsGiveNoVectors() {
        assertThat(embedder.embed(List.of(), TextKind.QUERY)).isEmpty();
    }

    @Test
    void koreanTextsOfOneMeaningAreCloserThanOthers() {
        assertThat(similarity("고양이가 잔다", "고양이가 자고 있다")).isGreaterThan(similarity("고양이가 잔다", "주가가 올랐다") + 0.2);
    }

    @Test
    void englishTextsOfOneMeaningAreCloserThanOthers() {
        assertThat(similarity("a software developer", "software engineer"))
                .isGreaterThan(similarity("a software developer", "a pastry cook") + 0.2);
    }

    @Test
    void mixedTextsSeeBothLanguages() {
        assertThat(similarity("Spring 백엔드 개발", "백엔드 개발")).isGreaterThan(0.6);
        assertThat(similarity("Spring 백엔드 개발", "Spring Framework")).isGreaterThan(0.2);
    }

    @Test
    void letterCaseDoesNotMatter() {
        assertThat(embed("AWS Lambda")).isEqualTo(embed("aws lambda"));
    }

    @Test
    void hangulMeansTheSameHoweverItWasTyped() {
        var decomposed = Normalizer.normalize("데이터 분석가", Normalizer.Form.NFD);
        assertThat(embed(decomposed)).isEqualTo(embed("데이터 분석가"));
        assertThat(embed("ＡＷＳ")).isEqualTo(embed("AWS"));
    }

    @Test
    void anUnknownCharacterDoesNotHideTheWordItStandsIn() {
        assertThat(similarity("스프링🙂", "스프링")).isGreaterThan(0.5);
    }

    @Test
    void aWordAtTheEndOfALongTextStillCounts() {
        var longText = "경력과 기술을 소개합니다. ".repeat(5_000);
        assertThat(embed(longText + "쿠버네티스")).isNotEqualTo(embed(longText));
    }

    @Test
    void aLongRunWithoutBlanksIsEmbeddedInGoodTime() {
        var vector = embed("가나다라마바사".repeat(20_000));
        assertThat(similarity(vector, vector)).isCloseTo(1, within(1e-5));
    }

    @Test
    void theSameTextAlwaysGivesTheSameVector() {
        var text = "데이터 엔지니어, Airflow와 Spark";
        try (var other = StaticEmbedder.shipped()) {
            assertThat(other.embed(List.of(text), TextKind.QUERY)[0]).isEqualTo(embed(text));
        }
        assertThat(embedder.embed(List.of(text), TextKind.PASSAGE)[0]).isEqualTo(embed(text));
    }

    @Test
    void manyThreadsGetTheVectorsOfOne() throws Exception {
        var texts = IntStream.range(0, 2_000)
                .mapToObj(at -> "직업 " + at + " 엔지니어 " + at * 31)
                .toList();
        var expected = embedder.embed(texts, TextKind.PASSAGE);
        try (var fresh = StaticEmbedder.shipped();
                var threads = Executors.newFixedThreadPool(4)) {
            var shuffled = new ArrayList<>(texts);
            Collections.reverse(shuffled);
            Callable<float[][]> forwards = () -> fresh.embed(texts, TextKind.PASSAGE);
            Callable<float[][]> backwards = () -> fresh.embed(shuffled, TextKind.PASSAGE);
            var results = threads.invokeAll(List.of(forwards, backwards, forwards, backwards));
            assertThat(results.get(0).get()).isDeepEqualTo(expected);
            assertThat(results.get(2).get()).isDeepEqualTo(expected);
            assertThat(results.get(3).get()[0]).isEqualTo(expected[texts.size() - 1]);
        }
    }

    @Test
    @EnabledIf("pairsAreThere")
    void koreanSentencePairsAreRankedAsPeopleDo() throws IOException {
        var pairs = SentencePairs.read(SentencePairs.data().resolve("korsts/sts-dev.tsv"));
        var first = embedder.embed(pairs.first(), TextKind.PASSAGE);
        var second = embedder.embed(pairs.second(), TextKind.PASSAGE);
        var similarity = IntStream.range(0, first.length)
                .mapToDouble(at -> similarity(first[at], second[at]))
                .toArray();
        double spearman = pairs.spearman(similarity);
        System.out.printf("KorSTS dev, Spearman x 100: %.2f%n", spearman);
        assertThat(spearman).isGreaterThanOrEqualTo(69);
    }

    static boolean pairsAreThere() {
        return Files.exists(SentencePairs.data().resolve("korsts/sts-dev.tsv"));
    }

    private static float[] embed(String text) {
        return embedder.embed(List.of(text), TextKind.QUERY)[0];
    }

    private static double similarity(String first, String second) {
        return similarity(embed(first), embed(second));
    }

    private static double similarity(float[] first, float[] second) {
        double sum = 0;
        for (int at = 0; at < first.length; at++) {
            sum += (double) first[at] * second[at];
        }
        return sum;
    }
}
