package ai.refit.deploy.artifact;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** S3Proxy over a directory: it checks signatures as S3 does. A process of its own; Maven puts its jar in place. */
final class S3Server implements AutoCloseable {

    static final String KEY = "builder";
    static final String SECRET = "builders-secret";
    private static final Path JAR = Path.of("target", "servers", "s3proxy.jar");

    private final Process process;
    private final int port;

    private S3Server(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static S3Server over(Path directory) throws IOException, InterruptedException {
        assumeTrue(Files.exists(JAR), "s3proxy.jar: run by Maven, which copies it to target/servers");
        Path objects = Files.createDirectories(directory.resolve("objects"));
        int port = freePort();
        Path settings = Files.writeString(directory.resolve("s3proxy.conf"), """
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.endpoint=http://127.0.0.1:%d
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem-nio2
                jclouds.filesystem.basedir=%s
                """.formatted(port, KEY, SECRET, objects));
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(
                        java.toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        JAR.toString(),
                        "--properties",
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("s3proxy.log").toFile())
                .start();
        var server = new S3Server(process, port);
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        while (!server.answers()) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                server.close();
                throw new IllegalStateException(Files.readString(directory.resolve("s3proxy.log")));
            }
            Thread.sleep(20);
        }
        return server;
    }

    String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    void put(String bucket, String key, byte[] content) {
        try (S3Client client = S3Client.builder()
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, SECRET)))
                .region(Region.US_EAST_1)
                .endpointOverride(URI.create(endpoint()))
                .forcePathStyle(true)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            if (client.listBuckets().buckets().stream()
                    .noneMatch(each -> each.name().equals(bucket))) {
                client.createBucket(request -> request.bucket(bucket));
            }
            client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(content));
        }
    }

    private boolean answers() {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
