package ai.refit.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class KafkaDirectoryTest {

    @Test
    void aCheckpointIsWholeWhenItHasAsManyEntriesAsItSays() {
        assertThat(KafkaDirectory.isWholeCheckpoint(List.of("0", "2", "a 0 17", "b 1 0")))
                .isTrue();
        assertThat(KafkaDirectory.isWholeCheckpoint(List.of("0", "0"))).isTrue();
        assertThat(KafkaDirectory.isWholeCheckpoint(List.of())).isTrue();
    }

    @Test
    void aCheckpointCutShortIsTorn() {
        assertThat(KafkaDirectory.isWholeCheckpoint(List.of("0"))).isFalse();
        assertThat(KafkaDirectory.isWholeCheckpoint(List.of("0", "2", "a 0 17")))
                .isFalse();
        assertThat(KafkaDirectory.isWholeCheckpoint(List.of("0", "1", "a 0"))).isFalse();
        assertThat(KafkaDirectory.isWholeCheckpoint(List.of("\0\0", "1", "a 0 1")))
                .isFalse();
    }
}
