package ai.refit.deploy.catalog;

import ai.refit.deploy.catalog.TargetService.ManagerKind;
import ai.refit.deploy.catalog.TargetService.RunRules;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The entry {@code run}. */
final class RunDescription {

    private RunDescription() {}

    static RunRules read(Section run) {
        ManagerKind manager = run.optional("manager", Form.oneOf(ManagerKind.class), Defaults.MANAGER);
        List<String> command =
                run.list("command", Form.WORD, words -> !words.isEmpty(), "a program and its arguments, as a list");
        Map<String, String> environment =
                run.map("environment", Form.VARIABLE, Form.VALUE.secret().template());
        Map<String, Path> secrets = run.map("secrets", Form.VARIABLE, Form.PATH);
        secrets.keySet().stream()
                .filter(environment::containsKey)
                .forEach(each -> run.expect(false, "secrets", each + " is in environment too", "one of both"));
        if (manager != ManagerKind.PM2) {
            run.refuse("pm2-home", "only with manager: pm2");
        }
        return new RunRules(
                manager,
                command,
                environment,
                run.optional("environment-file", Form.PATH),
                secrets,
                run.optional("pm2-home", Form.PATH),
                run.list(
                        "ports",
                        Form.PORT,
                        RunDescription::areOneOrTwo,
                        "one or two different ports between 1 and 65535"),
                run.optional("stop-grace", Form.POSITIVE_DURATION, Defaults.STOP_GRACE));
    }

    private static boolean areOneOrTwo(List<Integer> ports) {
        return !ports.isEmpty() && ports.size() <= 2 && Set.copyOf(ports).size() == ports.size();
    }
}
