package ai.refit.embedding.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateCommandTest {

    private static final String DOCUMENTS = """
            {"id":"a","name":"백엔드 개발자","summary":"서버를 만든다.","duties":"","certificates":"정보처리기사","keco":"1"}
            {"id":"b","name":"Data Analyst","summary":"Reads numbers.","duties":null,"keco":"1"}
            {"id":"c","name":"제빵사","summary":"빵을 굽는다.","duties":"반죽한다.","keco":"2"}
            """;

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path documents;
    private Path queries;

    @BeforeEach
    void files() throws IOException {
        documents = write("documents.jsonl", DOCUMENTS);
        queries = write("queries.tsv", "query\tid\tkeco\n서버 개발자\ta\t1\n데이터 분석가\tb\t1\n빵굽는사람\tc\t2\n");
    }

    @Test
    void printsEachPartOfTheSearchAndTheWhole() {
        int exit = run("--documents", documents.toString(), "--queries", queries.toString());

        assertThat(err.toString()).contains("indexed: 3 of 3");
        assertThat(exit).isZero();
        assertThat(out.toString())
                .contains("3 documents, 3 queries", "hit@1", "nDCG@10", "lexical ", "dense ", "alias ", "fused ")
                .containsPattern("recommended +1\\.0000 +1\\.0000 +1\\.0000 +1\\.0000 +1\\.0000");
    }

    @Test
    void anArrayOfMentorsIsReadAsWell() throws IOException {
        Path mentors = write(
                "mentors.json",
                "[\n{\"id\":\"m1\",\"title\":\"Frontend at @wix\",\"tags\":[\"html\"],\"description\":\"Hi\"}\n]");
        Path asked = write("asked.tsv", "query\tid\n프론트엔드 개발자\tm1\n");

        assertThat(run("--documents", mentors.toString(), "--queries", asked.toString()))
                .isZero();
        assertThat(out.toString()).contains("1 documents, 1 queries");
    }

    @Test
    void theLimitAsksFewerQueries() {
        run("--documents", documents.toString(), "--queries", queries.toString(), "--limit", "2");

        assertThat(out.toString()).contains("3 documents, 2 queries");
    }

    @Test
    void sentencePairsGiveTheSpearmanCorrelation() throws IOException {
        Path pairs = write(
                "pairs.tsv",
                "genre\tscore\tsentence1\tsentence2\nx\t5\tone two three\tone two three\n"
                        + "x\t3\tone two three\tone two nine\nx\t0\tone two three\tseven eight nine\n");

        assertThat(run("--pairs", pairs.toString())).isZero();
        assertThat(out.toString()).contains("3 sentence pairs, embedder refit-static-multilingual-1: Spearman 100.00");
    }

    @Test
    void aBrokenDocumentIsNamedByItsLine() throws IOException {
        Path broken = write("broken.jsonl", DOCUMENTS + "{\"id\":\n");

        assertThat(run("--documents", broken.toString(), "--queries", queries.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("refit evaluate: " + broken + ":4: not JSON");
    }

    @Test
    void aDocumentWithoutANameIsNamed() throws IOException {
        Path broken = write("broken.jsonl", "{\"id\":\"a\"}\n");

        run("--documents", broken.toString(), "--queries", queries.toString());

        assertThat(err.toString()).contains(broken + ": line 1: no id or no name");
    }

    @Test
    void aQueryForAnUnknownDocumentIsNamedByItsLine() throws IOException {
        Path broken = write("broken.tsv", "query\tid\n무엇\tzz\n");

        run("--documents", documents.toString(), "--queries", broken.toString());

        assertThat(err.toString()).contains(broken + ":2: id \"zz\" is in no document");
    }

    @Test
    void aHeaderThatIsMissingIsNamed() throws IOException {
        Path broken = write("broken.tsv", "무엇\ta\n");

        run("--documents", documents.toString(), "--queries", broken.toString());
        run("--pairs", broken.toString());

        assertThat(err.toString())
                .contains(broken + ":1: header (expected: query<TAB>id)")
                .contains(broken + ":1: header (expected: columns score, sentence1, sentence2)");
    }

    @Test
    void aScoreThatIsNoNumberIsNamed() throws IOException {
        Path broken = write("broken.tsv", "score\tsentence1\tsentence2\nmuch\ta\tb\n");

        run("--pairs", broken.toString());

        assertThat(err.toString()).contains(broken + ":2: score \"much\" (expected: a number)");
    }

    @Test
    void anAbsentFileIsNamed() {
        run("--pairs", directory.resolve("nowhere.tsv").toString());

        assertThat(err.toString()).contains("nowhere.tsv: no such file");
    }

    @Test
    void optionsThatMakeNoSenseAreExplained() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("--documents", documents.toString())).isEqualTo(2);
        assertThat(run("--pairs", "x", "--limit", "0")).isEqualTo(2);

        assertThat(err.toString())
                .contains("nothing to measure", "--documents and --queries belong together", "--limit 0");
    }

    @Test
    void anotherEmbedderCanBeMeasured() throws IOException {
        Path pairs = write(
                "pairs.tsv",
                "score\tsentence1\tsentence2\n5.0\tA dog runs.\tA dog is running.\n"
                        + "0.5\tA dog runs.\tTax law changed.\n2.5\tA cat sleeps.\tA dog sleeps.\n");

        assertThat(run("--pairs", pairs.toString(), "--embedder", "minilm"))
                .as(err.toString())
                .isZero();
        assertThat(run("--pairs", pairs.toString(), "--embedder", directory.toString()))
                .isEqualTo(1);

        assertThat(out.toString()).contains("3 sentence pairs, embedder all-minilm");
        assertThat(err.toString()).contains("model.onnx");
    }

    private int run(String... arguments) {
        var line = new CommandLine(new EvaluateCommand());
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(arguments);
    }

    private Path write(String file, String text) throws IOException {
        return Files.writeString(directory.resolve(file), text);
    }
}
