package ai.refit.deploy.intake;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param secretFile holds the secret that CI signs with; empty: {@code refit.deploy.secret} does
 * @param tokensFile names operators and their tokens' digests; empty: there are none, and only loopback may give orders
 * @param requireToken whether loopback needs a token too
 */
@ConfigurationProperties("refit.deploy")
record IntakeProperties(String secretFile, String tokensFile, boolean requireToken) {}
