package ai.refit.llm.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {

    @ParameterizedTest(name = "{0} models, {1} attempts: {2}")
    @CsvSource({
        "1, 1, 0",
        "1, 3, 000",
        "1, 9, 000",
        "2, 1, 0",
        "2, 2, 01",
        "2, 3, 001",
        "2, 4, 0001",
        "2, 9, 000111",
        "3, 2, 01",
        "3, 3, 012",
        "3, 5, 00012"
    })
    void aModelIsAskedAgainTwiceAtMostAndOnlyWhileEachBehindItGetsItsTurn(int models, int attempts, String asked) {
        List<Integer> order = new ArrayList<>();
        for (Plan plan = Plan.of(models, attempts);
                !plan.isOver();
                plan = plan.spent().again()) {
            order.add(plan.model());
        }
        assertThat(order).hasToString(List.of(asked.split("")).toString());
    }
}
