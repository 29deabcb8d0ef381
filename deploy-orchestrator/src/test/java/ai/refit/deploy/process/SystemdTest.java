package ai.refit.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SystemdTest {

    private static final Slot SLOT = new Slot("ai-service", "production", 8100);
    private static final Launch LAUNCH = new Launch(
            SLOT,
            "20260127150000-0123456789ab",
            Path.of("/srv/refit/releases/r"),
            List.of("/srv/refit/releases/r/venv/bin/uvicorn", "--price", "$5"),
            Map.of("TOKEN", "hidden"),
            Path.of("/srv/refit/logs/a.log"));

    @Test
    void theEnvironmentIsInAFileAndNotInArgv() {
        assertThat(Systemd.ofUser(0).start(LAUNCH, Path.of("/srv/refit/run/a.environment"), Duration.ofSeconds(10)))
                .containsExactly(
                        "systemd-run",
                        "--system",
                        "--quiet",
                        "--collect",
                        "--service-type=exec",
                        "--unit=refit-ai-service-production-8100.service",
                        "--property=WorkingDirectory=/srv/refit/releases/r",
                        "--property=EnvironmentFile=/srv/refit/run/a.environment",
                        "--property=StandardOutput=append:/srv/refit/logs/a.log",
                        "--property=StandardError=append:/srv/refit/logs/a.log",
                        "--property=Restart=on-failure",
                        "--property=KillMode=control-group",
                        "--property=TimeoutStopSec=10000ms",
                        "--",
                        "/srv/refit/releases/r/venv/bin/uvicorn",
                        "--price",
                        "$$5");
    }

    @Test
    void anOrdinaryUsersOwnSystemdIsAsked() {
        assertThat(Systemd.ofUser(1000).stop(SLOT))
                .containsExactly("systemctl", "--user", "stop", "refit-ai-service-production-8100.service");
        assertThat(Systemd.ofUser(1000).show(SLOT))
                .containsExactly(
                        "systemctl",
                        "--user",
                        "show",
                        "--property=MainPID,ActiveState",
                        "refit-ai-service-production-8100.service");
    }

    @Test
    void valuesAreQuotedForTheEnvironmentFile() {
        assertThat(Systemd.environmentFile(Map.of("B", "two words # \"quoted\" \\ $HOME `x`", "A", "1")))
                .isEqualTo("""
                        A="1"
                        B="two words # \\"quoted\\" \\\\ \\$HOME \\`x\\`"
                        """);
    }

    @Test
    void onlyAUnitThatIsThereIsStopped() {
        assertThat(Systemd.isLoaded(List.of("MainPID=12", "ActiveState=active")))
                .isTrue();
        assertThat(Systemd.isLoaded(List.of("MainPID=0", "ActiveState=inactive")))
                .isFalse();
        assertThat(Systemd.isLoaded(List.of())).isFalse();
    }
}
