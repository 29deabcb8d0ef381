package ai.refit.deploy.catalog;

import static ai.refit.deploy.catalog.Form.DURATION;
import static ai.refit.deploy.catalog.Form.POSITIVE_DURATION;

import ai.refit.deploy.catalog.TargetService.ArtifactKind;
import ai.refit.deploy.catalog.TargetService.ArtifactRules;
import ai.refit.deploy.catalog.TargetService.Deadlines;
import ai.refit.deploy.catalog.TargetService.Hooks;
import ai.refit.deploy.catalog.TargetService.Irreversible;
import ai.refit.deploy.catalog.TargetService.LogRotation;
import ai.refit.deploy.catalog.TargetService.NoticeRules;
import ai.refit.deploy.catalog.TargetService.Retention;
import ai.refit.deploy.catalog.TargetService.RunRules;
import java.util.regex.Pattern;

/** One entry of {@code services}. */
final class ServiceDescription {

    private static final Form<String> HOST =
            Form.form("local", "", text -> text).where(text -> text.equals("local"), "local, the only one so far");
    private static final Form<String> COMMIT = Form.form("7 to 40 hex digits in lower case", "", text -> text)
            .where(Pattern.compile("[0-9a-f]{7,40}").asMatchPredicate());

    private ServiceDescription() {}

    static TargetService read(Section service) {
        service.optional("host", HOST, "local");
        String name = service.required("name", Form.NAME);
        String environment = service.required("environment", Form.NAME);
        RunRules run = service.section("run", RunDescription::read);
        var read = new TargetService(
                name,
                environment,
                service.required("base", Form.PATH),
                service.section("artifact", ServiceDescription::artifact),
                run,
                ProxyDescription.read(service),
                service.section("health", GateDescription::health),
                service.sections("smoke", GateDescription::smoke),
                service.optionalSection("slo", GateDescription::slo),
                service.section("deadlines", ServiceDescription::deadlines),
                service.optional("drain", DURATION, Defaults.DRAIN),
                service.optional("bake", DURATION, Defaults.BAKE),
                service.section("retention", ServiceDescription::retention),
                service.section("notify", ServiceDescription::notices),
                service.section("hooks", ServiceDescription::hooks),
                FreezeDescription.read(service),
                service.sections("irreversible", ServiceDescription::irreversible),
                service.section("logs", ServiceDescription::logs),
                service.optional("approval", Form.SWITCH, false),
                service.optional("itself", Form.SWITCH, false),
                service.optional("minimum-disk", Form.SIZE, Defaults.MINIMUM_DISK));
        service.expect(
                !read.itself() || run.ports().size() != 1,
                "itself",
                "true with one port",
                "two ports, since nobody would start it again");
        service.expect(
                read.deadlines().rollback().compareTo(read.health().minimumHealthy()) > 0,
                "deadlines",
                "rollback: " + read.deadlines().rollback().toSeconds() + "s",
                "longer than health.minimum-healthy, or no rollback could succeed");
        return read;
    }

    private static ArtifactRules artifact(Section artifact) {
        ArtifactKind kind = artifact.required("kind", Form.oneOf(ArtifactKind.class));
        if (artifact.has("kind") && kind != ArtifactKind.WHEEL) {
            artifact.refuse("python", "only with kind: wheel");
            artifact.refuse("find-links", "only with kind: wheel");
        }
        return new ArtifactRules(
                kind,
                artifact.optional("python", Form.TEXT, Defaults.PYTHON),
                artifact.optional("find-links", Form.PATH));
    }

    private static Deadlines deadlines(Section deadlines) {
        return new Deadlines(
                deadlines.optional("progress", POSITIVE_DURATION, Defaults.DEADLINES.progress()),
                deadlines.optional("dependencies", POSITIVE_DURATION, Defaults.DEADLINES.dependencies()),
                deadlines.optional("rollback", POSITIVE_DURATION, Defaults.DEADLINES.rollback()),
                deadlines.optional("queue", POSITIVE_DURATION, Defaults.DEADLINES.queue()));
    }

    private static Retention retention(Section retention) {
        return new Retention(
                retention.optional("days", Form.count(0, 3650), Defaults.RETENTION.days()),
                retention.optional("successful", Form.count(1, 1000), Defaults.RETENTION.successful()));
    }

    private static NoticeRules notices(Section notices) {
        return new NoticeRules(
                notices.unlessUnset("discord", Form.ADDRESS.secret(), "notices are recorded and sent nowhere"));
    }

    private static Hooks hooks(Section hooks) {
        return new Hooks(
                hooks.list("before-start", Form.WORD),
                hooks.list("after-live", Form.WORD),
                hooks.list("before-rollback", Form.WORD),
                hooks.optional("timeout", POSITIVE_DURATION, Defaults.HOOK_TIMEOUT));
    }

    private static Irreversible irreversible(Section irreversible) {
        return new Irreversible(irreversible.required("sha", COMMIT), irreversible.required("reason", Form.TEXT));
    }

    private static LogRotation logs(Section logs) {
        return new LogRotation(
                logs.optional(
                        "max-size",
                        Form.SIZE.where(size -> size >= 1024, "a size of 1KB or more, such as 10MB"),
                        Defaults.LOGS.maximumSize()),
                logs.optional("keep", Form.count(0, 1000), Defaults.LOGS.keep()));
    }
}
