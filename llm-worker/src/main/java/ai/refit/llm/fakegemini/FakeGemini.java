package ai.refit.llm.fakegemini;

import com.google.cloud.vertexai.api.GenerateContentRequest;
import com.google.cloud.vertexai.api.GenerateContentResponse;
import com.google.cloud.vertexai.api.PredictionServiceGrpc.PredictionServiceImplBase;
import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The service on a port of the loopback interface. Each call goes as the next mode of its schedule says; the last one stays. */
public final class FakeGemini implements AutoCloseable {

    /**
     * A call as it came.
     *
     * @param apiKey null when it brought none
     * @param deadline in milliseconds from then; null when it brought none
     */
    public record Received(
            GenerateContentRequest request,
            @Nullable String apiKey,
            @Nullable Long deadline) {}

    private static final Metadata.Key<String> API_KEY =
            Metadata.Key.of("x-goog-api-key", Metadata.ASCII_STRING_MARSHALLER);
    private static final Context.Key<String> KEY = Context.key("api-key");

    private final java.time.Duration delay;
    private final Queue<FakeMode> schedule = new ArrayDeque<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger atATime = new AtomicInteger();
    private final AtomicInteger mostAtATime = new AtomicInteger();
    private final AtomicInteger canceled = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Server server;
    private volatile int capacity = Integer.MAX_VALUE;

    private FakeGemini(int port, java.time.Duration delay) throws IOException {
        this.delay = delay;
        this.server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .executor(threads)
                .intercept(new KeepKey())
                .addService(new Predictions())
                .build()
                .start();
    }

    /**
     * @param port 0: any that is free
     * @param delay of answers in mode {@link FakeMode#SLOW}, and what {@link FakeMode#RATE_LIMITED} asks to wait
     * @param schedule one mode at least
     */
    public static FakeGemini start(int port, java.time.Duration delay, FakeMode... schedule) {
        try {
            var fake = new FakeGemini(port, delay);
            fake.goOnWith(schedule);
            return fake;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getPort();
    }

    /** From the next call on, in place of what was scheduled. */
    public void goOnWith(FakeMode... modes) {
        synchronized (schedule) {
            schedule.clear();
            schedule.addAll(List.of(modes));
        }
    }

    /** From the next call on, one more than that at a time is refused as {@link FakeMode#RATE_LIMITED}. */
    public void takeAtATime(int most) {
        capacity = most;
    }

    /** All calls so far, in the order they came. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    /** The most calls that were under way at once. */
    public int mostAtATime() {
        return mostAtATime.get();
    }

    /** Calls whose caller went away before the answer. */
    public int canceled() {
        return canceled.get();
    }

    /** Blocks until it is closed. */
    public void await() throws InterruptedException {
        server.awaitTermination();
    }

    @Override
    public void close() {
        server.shutdownNow();
        threads.shutdownNow();
    }

    private FakeMode next() {
        synchronized (schedule) {
            return schedule.size() > 1 ? schedule.remove() : schedule.element();
        }
    }

    private final class Predictions extends PredictionServiceImplBase {

        @Override
        public void generateContent(GenerateContentRequest request, StreamObserver<GenerateContentResponse> caller) {
            Deadline deadline = Context.current().getDeadline();
            boolean cached = received.stream().anyMatch(earlier -> sameInstructions(earlier.request(), request));
            received.add(new Received(
                    request, KEY.get(), deadline == null ? null : deadline.timeRemaining(TimeUnit.MILLISECONDS)));
            ((ServerCallStreamObserver<GenerateContentResponse>) caller).setOnCancelHandler(canceled::incrementAndGet);
            int now = atATime.incrementAndGet();
            mostAtATime.accumulateAndGet(now, Math::max);
            FakeMode mode = now > capacity ? FakeMode.RATE_LIMITED : next();
            threads.execute(() -> {
                try {
                    answer(request, mode, cached, caller);
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                } finally {
                    atATime.decrementAndGet();
                }
            });
        }

        private void answer(
                GenerateContentRequest request,
                FakeMode mode,
                boolean cached,
                StreamObserver<GenerateContentResponse> caller)
                throws InterruptedException {
            switch (mode) {
                case HANG -> {}
                case RATE_LIMITED -> caller.onError(StatusProto.toStatusRuntimeException(tooMany()));
                case UNAVAILABLE -> caller.onError(io.grpc.Status.UNAVAILABLE.asRuntimeException());
                case INTERNAL -> caller.onError(io.grpc.Status.INTERNAL.asRuntimeException());
                case UNAUTHENTICATED -> caller.onError(io.grpc.Status.UNAUTHENTICATED.asRuntimeException());
                case REFUSED -> caller.onError(io.grpc.Status.INVALID_ARGUMENT.asRuntimeException());
                default -> {
                    if (mode == FakeMode.SLOW) {
                        Thread.sleep(delay);
                    }
                    caller.onNext(FakeAnswer.to(request, mode, cached));
                    caller.onCompleted();
                }
            }
        }

        private static boolean sameInstructions(GenerateContentRequest one, GenerateContentRequest other) {
            return one.getGenerationConfig()
                    .getResponseSchema()
                    .equals(other.getGenerationConfig().getResponseSchema());
        }
    }

    private Status tooMany() {
        return Status.newBuilder()
                .setCode(Code.RESOURCE_EXHAUSTED_VALUE)
                .addDetails(Any.pack(RetryInfo.newBuilder()
                        .setRetryDelay(Duration.newBuilder()
                                .setSeconds(delay.toSeconds())
                                .setNanos(delay.toNanosPart()))
                        .build()))
                .build();
    }

    private static final class KeepKey implements ServerInterceptor {

        @Override
        public <A, B> ServerCall.Listener<A> interceptCall(
                ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
            String key = headers.get(API_KEY);
            Context context =
                    key == null ? Context.current() : Context.current().withValue(KEY, key);
            return Contexts.interceptCall(context, call, headers, next);
        }
    }
}
