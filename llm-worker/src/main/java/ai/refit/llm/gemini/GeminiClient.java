package ai.refit.llm.gemini;

import com.google.api.core.ApiFuture;
import com.google.api.gax.core.FixedCredentialsProvider;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.GrpcCallContext;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.ErrorDetails;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.cloud.vertexai.api.GenerateContentRequest;
import com.google.cloud.vertexai.api.GenerateContentResponse;
import com.google.cloud.vertexai.api.PredictionServiceClient;
import com.google.cloud.vertexai.api.PredictionServiceSettings;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One channel to the service. Its calls end by their deadline, or when nobody wants the answer any more. */
final class GeminiClient implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GeminiClient.class);
    private static final String PLAINTEXT = "plaintext:";
    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    /** For a deadline that the channel itself does not keep. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final PredictionServiceClient client;
    private final String models;

    private GeminiClient(PredictionServiceClient client, String models) {
        this.client = client;
        this.models = models;
    }

    /**
     * With an API key when there is one, else with the application's default credentials for the project.
     *
     * @return empty without credentials
     */
    static Optional<GeminiClient> open(GeminiProperties properties, String apiKey) {
        boolean hasProject = !properties.project().isBlank();
        if (apiKey.isBlank() && !hasProject) {
            return Optional.empty();
        }
        String models = hasProject
                ? "projects/" + properties.project() + "/locations/" + properties.location()
                        + "/publishers/google/models/"
                : "publishers/google/models/";
        try {
            boolean plaintext = properties.endpoint().startsWith(PLAINTEXT);
            var settings = plaintext
                    ? PredictionServiceSettings.newBuilder()
                            .setTransportChannelProvider(PredictionServiceSettings.defaultGrpcTransportProviderBuilder()
                                    .setChannelConfigurator(ManagedChannelBuilder::usePlaintext)
                                    .build())
                    : PredictionServiceSettings.newBuilder();
            settings.setEndpoint(endpoint(properties));
            if (!apiKey.isBlank()) {
                settings.getStubSettingsBuilder().setApiKey(apiKey);
            } else if (plaintext) {
                settings.setCredentialsProvider(NoCredentialsProvider.create());
            } else {
                settings.setCredentialsProvider(FixedCredentialsProvider.create(
                        GoogleCredentials.getApplicationDefault().createScoped(List.of(SCOPE))));
            }
            return Optional.of(new GeminiClient(PredictionServiceClient.create(settings.build()), models));
        } catch (IOException e) {
            if (apiKey.isBlank()) {
                log.atWarn().addKeyValue("project", properties.project()).log("no application default credentials");
                return Optional.empty();
            }
            throw new UncheckedIOException(e);
        }
    }

    /** As a channel takes it. */
    static String endpoint(GeminiProperties properties) {
        String endpoint = properties.endpoint();
        if (!endpoint.isBlank()) {
            return endpoint.startsWith(PLAINTEXT) ? endpoint.substring(PLAINTEXT.length()) : endpoint;
        }
        boolean regional =
                !properties.location().isBlank() && !properties.location().equals("global");
        return (regional ? properties.location() + "-" : "") + "aiplatform.googleapis.com:443";
    }

    /** As a request names it. */
    String modelPath(String model) {
        return models + model;
    }

    GenerateContentResponse generate(GenerateContentRequest request, Duration deadline, BooleanSupplier unwanted)
            throws CallFailed, InterruptedException {
        ApiFuture<GenerateContentResponse> answer = client.generateContentCallable()
                .futureCall(request, GrpcCallContext.createDefault().withTimeoutDuration(deadline));
        long end = System.nanoTime() + deadline.plus(GRACE).toNanos();
        try {
            while (true) {
                try {
                    return answer.get(LOOK_EVERY.toNanos(), TimeUnit.NANOSECONDS);
                } catch (TimeoutException _) {
                    if (unwanted.getAsBoolean()) {
                        throw new CallFailed(Fault.CANCELED, "unwanted", Duration.ZERO);
                    }
                    if (System.nanoTime() - end > 0) {
                        throw new CallFailed(Fault.CALL_TIMED_OUT, "no answer", Duration.ZERO);
                    }
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ApiException refused) {
                throw failed(refused);
            }
            throw new IllegalStateException(e);
        } finally {
            answer.cancel(true);
        }
    }

    private static CallFailed failed(ApiException refused) {
        var status = refused.getStatusCode().getCode();
        ErrorDetails details = refused.getErrorDetails();
        Fault fault = switch (status) {
            case RESOURCE_EXHAUSTED -> Fault.RATE_LIMITED;
            case DEADLINE_EXCEEDED -> Fault.CALL_TIMED_OUT;
            case UNAVAILABLE, INTERNAL, UNKNOWN, ABORTED, CANCELLED, DATA_LOSS -> Fault.MODEL_UNAVAILABLE;
            case UNAUTHENTICATED, PERMISSION_DENIED -> Fault.CREDENTIALS_REFUSED;
            case INVALID_ARGUMENT -> isAboutTheKey(details) ? Fault.CREDENTIALS_REFUSED : Fault.REQUEST_REFUSED;
            default -> Fault.REQUEST_REFUSED;
        };
        return new CallFailed(fault, status.toString(), pause(details));
    }

    @SuppressWarnings("NullAway") // the library is not annotated; absent details are null
    private static boolean isAboutTheKey(ErrorDetails details) {
        return details != null
                && details.getErrorInfo() != null
                && details.getErrorInfo().getReason().startsWith("API_KEY");
    }

    @SuppressWarnings("NullAway") // the library is not annotated; absent details are null
    private static Duration pause(ErrorDetails details) {
        if (details == null || details.getRetryInfo() == null) {
            return Duration.ZERO;
        }
        var delay = details.getRetryInfo().getRetryDelay();
        return Duration.ofSeconds(delay.getSeconds(), delay.getNanos());
    }

    @Override
    public void close() {
        client.close();
    }
}
