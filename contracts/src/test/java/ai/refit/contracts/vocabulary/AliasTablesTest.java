package ai.refit.contracts.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AliasTablesTest {

    @TempDir
    Path directory;

    @Test
    void ownTablesExtendTheShippedOnes() throws IOException {
        write("skills.tsv", "# ours\nconcept\tlabels\trelated\nzorgle\t조글 | Zorgle\tspring\nspring\t봄틀\t\n");
        write("occupations.tsv", "concept\tlabels\trelated\nzorgler\t조글러 | Zorgler\t\n");

        Aliases aliases = Aliases.load(directory);

        assertThat(aliases.skillKey("조글")).isEqualTo(aliases.skillKey("ZORGLE"));
        assertThat(aliases.skillKey("봄틀")).isEqualTo(aliases.skillKey("Spring"));
        assertThat(aliases.relatedSkills("s:spring")).contains("s:zorgle");
        assertThat(aliases.title("시니어 조글러").key())
                .isEqualTo(aliases.title("Zorgler").key());
    }

    @Test
    void aDirectoryWithoutTablesChangesNothing() {
        assertThat(Aliases.load(directory).skills())
                .hasSameSizeAs(Aliases.shipped().skills());
    }

    @Test
    void anAbsentDirectoryIsRefused() {
        assertThatThrownBy(() -> Aliases.load(directory.resolve("nowhere")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nowhere (expected: a directory)");
    }

    @Test
    void aLabelOfAnotherConceptIsRefusedWithBothPlaces() throws IOException {
        write("skills.tsv", "concept\tlabels\trelated\nmy-spring\tMySpring\t\nother\tS p r i n g\t\n");

        assertFault("skills.tsv:3: label \"S p r i n g\" already names \"spring\" (skills.tsv:");
    }

    @Test
    void aMissingHeaderIsRefused() throws IOException {
        write("skills.tsv", "zorgle\t조글\t\n");

        assertFault("skills.tsv:1: header \"zorgle\t조글\" (expected: concept<TAB>labels<TAB>related)");
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        write("skills.tsv", "");

        assertFault("skills.tsv:0: no header");
    }

    @Test
    void aRowWithoutLabelsIsRefused() throws IOException {
        write("skills.tsv", "concept\tlabels\trelated\nzorgle\t | \tspring\n");

        assertFault("skills.tsv:2: concept \"zorgle\" has no label");
    }

    @Test
    void aRowWithTooFewColumnsIsRefused() throws IOException {
        write("skills.tsv", "concept\tlabels\trelated\nzorgle\n");

        assertFault("skills.tsv:2: 1 columns");
    }

    @Test
    void aConceptIsWrittenInLowerCase() throws IOException {
        write("skills.tsv", "concept\tlabels\trelated\nMy Skill\t조글\t\n");

        assertFault("skills.tsv:2: concept \"My Skill\" (expected: lower case");
    }

    @Test
    void anUnknownRelativeIsRefused() throws IOException {
        write("skills.tsv", "concept\tlabels\trelated\nzorgle\t조글\tnobody\n");

        assertFault("skills.tsv:2: related concept \"nobody\" stands in no row");
    }

    @Test
    void anUnknownKindOfPartIsRefused() throws IOException {
        write("title-parts.tsv", "concept\tkind\tlabels\nzorgle\tthing\t조글\n");

        assertFault("title-parts.tsv:2: kind \"thing\" (expected: level, domain or role)");
    }

    @Test
    void aFileThatIsNotUtf8IsRefused() throws IOException {
        Files.write(
                directory.resolve("skills.tsv"),
                "concept\tlabels\trelated\na\t\u00e9\t\n".getBytes(StandardCharsets.ISO_8859_1));

        assertFault("skills.tsv: not UTF-8");
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(directory.resolve(file), text);
    }

    private void assertFault(String message) {
        assertThatThrownBy(() -> Aliases.load(directory))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
