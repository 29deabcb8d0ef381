package ai.refit.embedding.index;

import ai.refit.contracts.vocabulary.Aliases;
import ai.refit.embedding.model.Embedder;
import java.nio.file.Path;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one index of the service, and the matching on it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IndexProperties.class)
class IndexConfiguration {

    @Bean
    Aliases aliases(IndexProperties properties) {
        return Aliases.load(properties.aliases().isBlank() ? null : Path.of(properties.aliases()));
    }

    @Bean
    MentorIndex mentorIndex(IndexProperties properties, Embedder embedder, Aliases aliases) {
        return MentorIndex.open(properties.directory(), embedder.dimension(), aliases);
    }

    @Bean
    Matching matching(MentorIndex index, Embedder embedder) {
        return new Matching(index, embedder, FusionWeights.shipped());
    }
}
