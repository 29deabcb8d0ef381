package ai.refit.deploy.intake;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads secrets once, at the start. */
@Configuration
class IntakeConfiguration {

    private static final Logger log = LoggerFactory.getLogger(IntakeConfiguration.class);

    @Bean
    Signature signature(@Value("${refit.deploy.secret}") String secret, IntakeProperties properties) {
        Signature signature = Signature.of(secret, properties.secretFile());
        if (!signature.isPossible()) {
            log.warn("no event of CI is taken: neither REFIT_DEPLOY_SECRET nor REFIT_DEPLOY_SECRET_FILE is set");
        }
        return signature;
    }

    @Bean
    Identification identification(IntakeProperties properties) {
        return new Identification(Operators.of(properties.tokensFile()), properties.requireToken());
    }
}
