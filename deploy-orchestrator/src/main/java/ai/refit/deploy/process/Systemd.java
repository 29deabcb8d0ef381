package ai.refit.deploy.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The commands of systemd, as argv.
 *
 * @param scope {@code --system} or {@code --user}
 */
record Systemd(String scope) {

    static Systemd ofUser(int userId) {
        return new Systemd(userId == 0 ? "--system" : "--user");
    }

    static String unit(Slot slot) {
        return "refit-" + slot.title() + ".service";
    }

    /** @param environment file with all variables: in argv they could be read by anybody */
    List<String> start(Launch launch, Path environment, Duration grace) {
        List<String> command = new ArrayList<>(List.of(
                "systemd-run",
                scope,
                "--quiet",
                "--collect",
                "--service-type=exec",
                "--unit=" + unit(launch.slot()),
                "--property=WorkingDirectory=" + launch.directory(),
                "--property=EnvironmentFile=" + environment,
                "--property=StandardOutput=append:" + launch.log(),
                "--property=StandardError=append:" + launch.log(),
                "--property=Restart=on-failure",
                "--property=KillMode=control-group",
                "--property=TimeoutStopSec=" + grace.toMillis() + "ms",
                "--"));
        // systemd fills in variables where a word has a dollar sign, unless it is doubled.
        launch.command().forEach(word -> command.add(word.replace("$", "$$")));
        return command;
    }

    List<String> stop(Slot slot) {
        return List.of("systemctl", scope, "stop", unit(slot));
    }

    List<String> show(Slot slot) {
        return List.of("systemctl", scope, "show", "--property=MainPID,ActiveState", unit(slot));
    }

    /** Lines {@code NAME="value"}; inside double quotes systemd takes a backslash as an escape, and nothing else. */
    static String environmentFile(Map<String, String> variables) {
        StringBuilder file = new StringBuilder();
        new TreeMap<>(variables)
                .forEach((name, value) -> file.append(name)
                        .append("=\"")
                        .append(value.replace("\\", "\\\\")
                                .replace("\"", "\\\"")
                                .replace("$", "\\$")
                                .replace("`", "\\`"))
                        .append("\"\n"));
        return file.toString();
    }

    /** Whether a unit that {@link #show} describes is there at all. */
    static boolean isLoaded(List<String> shown) {
        return shown.stream()
                .anyMatch(line -> line.startsWith("ActiveState=")
                        && !line.equals("ActiveState=inactive")
                        && !line.equals("ActiveState=failed"));
    }
}
