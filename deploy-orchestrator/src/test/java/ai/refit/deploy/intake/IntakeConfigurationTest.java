package ai.refit.deploy.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class IntakeConfigurationTest {

    private final ApplicationContextRunner intake = new ApplicationContextRunner()
            .withUserConfiguration(IntakeConfiguration.class, KafkaConfiguration.class, Settings.class)
            .withPropertyValues(
                    "refit.deploy.secret=",
                    "refit.deploy.secret-file=",
                    "refit.deploy.tokens-file=",
                    "refit.deploy.require-token=false");

    @Test
    void theStartSaysThatNoEventWillBeTaken(CapturedOutput output) {
        intake.run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(output).containsOnlyOnce("no event of CI is taken: neither REFIT_DEPLOY_SECRET");
        });
    }

    @Test
    void withASecretItSaysNothingAndNeverTheSecret(CapturedOutput output) {
        intake.withPropertyValues("refit.deploy.secret=s3cret")
                .run(context ->
                        assertThat(output).doesNotContain("no event of CI").doesNotContain("s3cret"));
    }

    @Test
    void withoutAKafkaThatIsNamedNobodyListens() {
        intake.run(context -> assertThat(context).doesNotHaveBean(Broker.class).doesNotHaveBean("eventContainer"));
    }

    @Test
    void aMissingTokensFileStopsTheStart() {
        intake.withPropertyValues("refit.deploy.tokens-file=/nowhere/tokens")
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("/nowhere/tokens"));
    }

    @EnableConfigurationProperties(IntakeProperties.class)
    static class Settings {}
}
