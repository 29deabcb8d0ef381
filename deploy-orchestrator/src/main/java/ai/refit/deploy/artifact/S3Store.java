package ai.refit.deploy.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * {@code s3://bucket/key}. Region and another endpoint are taken from the environment by AWS's own names, credentials
 * from AWS's default chain. Another endpoint is asked with the bucket in the path, for it seldom has a name per bucket.
 */
final class S3Store implements Store {

    private final Map<String, String> environment;

    S3Store(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Opened open(URI uri) throws IOException {
        S3Client client = client();
        try {
            ResponseInputStream<GetObjectResponse> answer = client.getObject(request ->
                    request.bucket(uri.getAuthority()).key(uri.getPath().substring(1)));
            Long length = answer.response().contentLength();
            return new Opened(
                    new ClientStream(client, answer), length == null ? OptionalLong.empty() : OptionalLong.of(length));
        } catch (S3Exception e) {
            client.close();
            throw refusal(uri, e);
        } catch (SdkClientException e) {
            client.close();
            throw new IOException(Store.title(uri) + ": " + e.getMessage(), e);
        }
    }

    private static ArtifactRefused refusal(URI uri, S3Exception answer) throws IOException {
        int status = answer.statusCode();
        @Nullable AwsErrorDetails details = answer.awsErrorDetails();
        String told = Store.title(uri) + ": answered " + status + (details == null ? "" : " " + details.errorCode());
        if (status >= 500 || status == 408 || status == 429) {
            throw new IOException(told);
        }
        return new ArtifactRefused(
                switch (status) {
                    case 404 -> ArtifactRefused.Code.NOT_FOUND;
                    case 401, 403 -> ArtifactRefused.Code.FORBIDDEN;
                    default -> ArtifactRefused.Code.STORE_REFUSED;
                },
                told);
    }

    private S3Client client() {
        @Nullable
        String endpoint =
                environment.getOrDefault("AWS_ENDPOINT_URL_S3", environment.getOrDefault("AWS_ENDPOINT_URL", ""));
        @Nullable String region = environment.get("AWS_REGION");
        var builder = S3Client.builder()
                .credentialsProvider(DefaultCredentialsProvider.builder().build())
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(SILENCE));
        if (!endpoint.isEmpty()) {
            builder.endpointOverride(URI.create(endpoint)).forcePathStyle(true);
        }
        if (region != null) {
            builder.region(Region.of(region));
        } else if (!endpoint.isEmpty()) {
            builder.region(Region.US_EAST_1);
        }
        return builder.build();
    }

    /** A client for each artifact: they are rare, and credentials change. */
    private static final class ClientStream extends InputStream {

        private final S3Client client;
        private final ResponseInputStream<GetObjectResponse> content;

        ClientStream(S3Client client, ResponseInputStream<GetObjectResponse> content) {
            this.client = client;
            this.content = content;
        }

        @Override
        public int read() throws IOException {
            return content.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return content.read(buffer, offset, length);
        }

        /** Breaks the connection instead of reading what is left. */
        @Override
        public void close() {
            content.abort();
            client.close();
        }
    }
}
