package ai.refit.deploy.run;

import ai.refit.deploy.process.CommandLine;
import ai.refit.deploy.process.Tool;
import ai.refit.deploy.release.Release;
import java.util.List;
import org.springframework.stereotype.Component;

/** Runs the commands that a service wants around its releases. Each may run again after a crash. */
@Component
final class Hooks {

    private final Tool tool;

    Hooks(Tool tool) {
        this.tool = tool;
    }

    /** @throws Refused when it does not end with 0 */
    void run(String name, List<String> command, Release release, int port, StepContext context) {
        if (command.isEmpty()) {
            return;
        }
        Target target = context.target();
        context.say("hook " + name + ": " + String.join(" ", command));
        var limited = new LimitedPatience(context, target.service().hooks().timeout());
        CommandLine words = target.commandLine(release);
        var order = new Tool.Order(
                words.command(command, port), release.directory(), words.environment(port), target.hookLog());
        String mark = context.deployment().id() + "/" + name;
        tool.endOrphans(mark);
        Tool.Result result = tool.run(order, mark, limited);
        result.tail().forEach(line -> context.say(name + ": " + line));
        if (!result.succeeded()) {
            throw new Refused("HOOK_FAILED", "hook " + name + " ended with " + result.exitCode());
        }
    }

    /** The same where nothing may be held up by it: its failure is only told. */
    void tryToRun(String name, List<String> command, Release release, int port, StepContext context) {
        try {
            run(name, command, release, port, context);
        } catch (Refused failed) {
            context.say("warning: " + failed.getMessage());
        }
    }
}
