package ai.refit.edge.analyses;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.edge.http.ProblemException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.http.codec.multipart.PartEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class UploadTest {

    @Test
    void aDocumentThatDoesNotComeIsNotWaitedForWithoutEnd() {
        Throwable failure = Upload.read(Flux.<PartEvent>never(), Duration.ofMillis(20))
                .map(_ -> new Throwable("read"))
                .onErrorResume(Mono::just)
                .block();
        assertThat(failure).isInstanceOfSatisfying(ProblemException.class, refused -> {
            assertThat(refused.problem().status().value()).isEqualTo(408);
            assertThat(refused.problem().code()).isEqualTo("UPLOAD_TOO_SLOW");
        });
    }
}
