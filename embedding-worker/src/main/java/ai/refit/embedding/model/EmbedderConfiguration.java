package ai.refit.embedding.model;

import java.util.Objects;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the one embedder of the service. The ONNX runtime is touched only when it is asked for. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EmbedderProperties.class)
class EmbedderConfiguration {

    @Bean
    Embedder embedder(EmbedderProperties properties) {
        return open(properties);
    }

    static Embedder open(EmbedderProperties properties) {
        return switch (properties.kind()) {
            case STATIC -> StaticEmbedder.shipped();
            case MINILM -> OnnxEmbedder.open(new ModelFiles.Packaged(), properties.onnx());
            case DIRECTORY ->
                OnnxEmbedder.open(
                        new ModelFiles.InDirectory(Objects.requireNonNull(properties.directory())), properties.onnx());
        };
    }
}
