package ai.refit.llm.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.contracts.json.Json;
import ai.refit.llm.analyst.PostingFindings;
import ai.refit.llm.analyst.ReportFindings;
import ai.refit.llm.analyst.ResumeFindings;
import com.google.cloud.vertexai.api.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseSchemaTest {

    @Test
    void theFormIsThatOfTheRecordsInTheirOrder() {
        var schema = ResponseSchema.of(ResumeFindings.class);

        assertThat(schema.getPropertyOrderingList())
                .containsExactly(
                        "is_resume",
                        "education_level",
                        "work",
                        "projects",
                        "education",
                        "awards",
                        "certifications",
                        "etc",
                        "skills");
        assertThat(schema.getRequiredList()).isEqualTo(schema.getPropertyOrderingList());
        assertThat(schema.getPropertiesOrThrow("is_resume").getType()).isEqualTo(Type.BOOLEAN);
        assertThat(schema.getPropertiesOrThrow("education_level").getNullable()).isTrue();
        var work = schema.getPropertiesOrThrow("work").getItems();
        assertThat(work.getPropertyOrderingList()).containsExactly("work", "quote");
        assertThat(work.getPropertiesOrThrow("quote").getNullable()).isFalse();
        assertThat(work.getPropertiesOrThrow("work").getPropertyOrderingList()).contains("start_date", "end_date");
    }

    @Test
    void aChoiceHasTheNamesThatTravel() {
        var assessment = ResponseSchema.of(ReportFindings.class)
                .getPropertiesOrThrow("assessments")
                .getItems();

        assertThat(assessment.getPropertiesOrThrow("fulfillment").getEnumList()).containsExactly("충족", "부분충족", "미충족");
        var evidence = assessment.getPropertiesOrThrow("evidence");
        assertThat(evidence.getNullable()).isTrue();
        assertThat(evidence.getPropertiesOrThrow("source").getEnumList()).contains("resume", "mentor_feedback");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            []                                         | / (expected: an object)
            {}                                         | /title (expected: to be there)
            {"title": "x"}                             | /title (expected: an object)
            {"title": {"text": 1, "quote": "q"}}       | /title/text (expected: a string)
            {"techs": [{"text": "t", "quote": null}]}  | /techs/0/quote (expected: a string)
            {"techs": "many"}                          | /techs (expected: an array)
            """)
    void aComplaintNamesThePlaceAndWhatWasExpected(String answer, String complaint) {
        assertThat(SchemaCheck.complaints(Json.mapper().readTree(answer), ResponseSchema.of(PostingFindings.class)))
                .contains(complaint);
    }

    @Test
    void anAnswerOfTheFormHasNothingWrongWithIt() {
        String answer = """
                {"title": null, "company": {"text": "t", "quote": "q"}, "position": null, "employment_type": null,
                 "experience_level": null, "education": null, "responsibilities": [], "requirements": [],
                 "preferred": [], "techs": [{"text": "t", "quote": "q"}]}
                """;
        assertThat(SchemaCheck.complaints(Json.mapper().readTree(answer), ResponseSchema.of(PostingFindings.class)))
                .isEmpty();
    }
}
