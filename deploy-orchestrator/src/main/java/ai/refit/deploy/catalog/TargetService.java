package ai.refit.deploy.catalog;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One service in one environment on this host, with every default filled in.
 *
 * @param base holds releases/, layers/, backups/, logs/, run/ and the link {@code current}; no two services share one
 * @param smoke requests that a new release must answer; may be empty
 * @param slo null: no such gate
 * @param approval whether a deployment waits for an operator's approval before it begins
 * @param itself whether this is the orchestrator: deployed alone, after all others
 * @param bake how long the new release is watched under traffic before it counts as live
 * @param minimumDisk bytes that must be free on the base's file system before anything begins
 */
public record TargetService(
        String name,
        String environment,
        Path base,
        ArtifactRules artifact,
        RunRules run,
        ProxyRules proxy,
        HealthRules health,
        List<SmokeCheck> smoke,
        @Nullable SloRules slo,
        Deadlines deadlines,
        Duration drain,
        Duration bake,
        Retention retention,
        NoticeRules notices,
        Hooks hooks,
        List<FreezeWindow> freeze,
        List<Irreversible> irreversible,
        LogRotation logs,
        boolean approval,
        boolean itself,
        long minimumDisk) {

    public TargetService {
        smoke = List.copyOf(smoke);
        freeze = List.copyOf(freeze);
        irreversible = List.copyOf(irreversible);
    }

    /** {@code service/environment}: the key of Kafka messages, locks and rows. */
    public String key() {
        return name + "/" + environment;
    }

    /** Two ports: a second process beside the first. One: it is restarted while the proxy holds requests. */
    public boolean isBlueGreen() {
        return run.ports().size() > 1;
    }

    public enum ArtifactKind {
        WHEEL,
        JAR,
        ARCHIVE
    }

    /**
     * @param python the interpreter that makes the virtualenv; wheels only
     * @param findLinks where dependencies' wheels lie; null: the package index of pip's own settings
     */
    public record ArtifactRules(
            ArtifactKind kind, String python, @Nullable Path findLinks) {}

    public enum ManagerKind {
        PM2,
        SYSTEMD,
        PROCESS
    }

    /**
     * How a release is started.
     *
     * @param command argv. Its first word is absolute as it is, with a slash relative to the release, otherwise from the
     *     PATH. Placeholders {@code {port}}, {@code {release}}, {@code {sha}}, {@code {artifact}} (file name),
     *     {@code {base}} and {@code {directory}} (the release's)
     * @param environment values with the same placeholders; {@code ${NAME}} was taken from the orchestrator's environment
     * @param environmentFile lines {@code NAME=value}, read at each start
     * @param secrets variable to the file whose content it gets at each start
     * @param pm2Home where PM2 keeps its state; null: PM2's own default
     * @param stopGrace how long a process has between SIGTERM and SIGKILL
     */
    public record RunRules(
            ManagerKind manager,
            List<String> command,
            Map<String, String> environment,
            @Nullable Path environmentFile,
            Map<String, Path> secrets,
            @Nullable Path pm2Home,
            List<Integer> ports,
            Duration stopGrace) {

        public RunRules {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
            secrets = Map.copyOf(secrets);
            ports = List.copyOf(ports);
        }

        /** Without the values of the environment, some of which are secrets. */
        @Override
        public String toString() {
            return "RunRules[manager=" + manager + ", command=" + command + ", ports=" + ports + "]";
        }
    }

    /** What stands in front of the service. */
    public sealed interface ProxyRules {

        /** Each release is asked at its own port. */
        record None() implements ProxyRules {}

        /**
         * @param admin the admin API's address
         * @param listen what Caddy listens on for this service, as {@code :8080}
         * @param hold the longest time that a request waits for a restart
         */
        record Caddy(String admin, String listen, Duration hold) implements ProxyRules {}
    }

    /**
     * @param releaseField the field of the JSON answer that names the release
     * @param minimumHealthy how long one process must answer well without a break
     * @param deadline for all of it, from the start of the check
     * @param tries how often a new release may be asked, waiting longer each time
     * @param rollbackTries the same for a release that comes back
     */
    public record HealthRules(
            String path,
            String releaseField,
            Duration minimumHealthy,
            Duration deadline,
            int tries,
            int rollbackTries) {}

    /**
     * One request that must be answered with a status below 400 and JSON.
     *
     * @param jsonField a field that the answer must have; null: any JSON
     * @param warnAbove slower is told, and passes
     */
    public record SmokeCheck(
            String method,
            String path,
            @Nullable String body,
            @Nullable String jsonField,
            Duration warnAbove,
            Duration timeout) {}

    public enum NoData {
        WARN,
        FAIL,
        ASK
    }

    /**
     * @param maximum the highest value of the query that passes
     * @param settle how long after the switch it is asked
     * @param noData what an answer without a value means
     */
    public record SloRules(String prometheus, String query, double maximum, Duration settle, NoData noData) {}

    /**
     * @param progress for each step that has none of its own
     * @param dependencies for making the release
     * @param rollback for each level of a rollback
     * @param queue how long a deployment may wait for its turn or an approval
     */
    public record Deadlines(Duration progress, Duration dependencies, Duration rollback, Duration queue) {}

    /** What is older than that many days goes, but of the successful releases that many stay. */
    public record Retention(int days, int successful) {}

    /** @param discord a webhook's URL; null: notices are recorded and shown, and sent nowhere */
    public record NoticeRules(@Nullable String discord) {

        /** The URL is a secret. */
        @Override
        public String toString() {
            return "NoticeRules[discord=" + (discord == null ? "none" : "set") + "]";
        }
    }

    /**
     * Commands (argv, placeholders as in {@link RunRules}) run in the release's directory; each may run again after a
     * crash. An empty one is none.
     */
    public record Hooks(
            List<String> beforeStart, List<String> afterLive, List<String> beforeRollback, Duration timeout) {

        public Hooks {
            beforeStart = List.copyOf(beforeStart);
            afterLive = List.copyOf(afterLive);
            beforeRollback = List.copyOf(beforeRollback);
        }
    }

    /** @param sha the commit (or its first digits) behind which there is no way back */
    public record Irreversible(String sha, String reason) {}

    /** @param maximumSize bytes of one log file; @param keep how many old ones stay */
    public record LogRotation(long maximumSize, int keep) {}
}
