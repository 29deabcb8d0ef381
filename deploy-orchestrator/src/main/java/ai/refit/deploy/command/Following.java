package ai.refit.deploy.command;

import ai.refit.contracts.json.Json;
import ai.refit.deploy.command.EventReader.Event;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Prints what happens to a deployment while it happens. A connection that breaks is taken up where it broke. */
final class Following {

    private static final Set<String> FINAL =
            Set.of("LIVE", "ROLLED_BACK", "FAILED", "ABORTED", "SUPERSEDED", "NO_TARGET", "MANUAL_INTERVENTION");

    private final Orchestrator orchestrator;
    private final boolean json;
    private final PrintWriter out;
    private final Times times;

    /**
     * @param pause before it is tried again
     * @param patience how long nobody may answer
     */
    record Times(Duration pause, Duration patience) {

        /** The orchestrator may be replacing itself. */
        static final Times USUAL = new Times(Duration.ofSeconds(1), Duration.ofMinutes(5));
    }

    Following(Orchestrator orchestrator, boolean json, PrintWriter out, Times times) {
        this.orchestrator = orchestrator;
        this.json = json;
        this.out = out;
        this.times = times;
    }

    /** Everything up to now. */
    void printSoFar(String deployment) {
        try (InputStream stream = orchestrator.events(deployment, false, "")) {
            if (stream != null) {
                var reader = new EventReader(stream);
                for (Event event = reader.next(); event != null; event = reader.next()) {
                    print(event);
                }
            }
        } catch (IOException e) {
            throw new CommandFault("the log broke off: " + e.getMessage());
        }
    }

    /**
     * Until its end.
     *
     * @param untilRest also what is done after its final state
     * @return the exit code: 0 when what was asked for was reached
     */
    int follow(String deployment, boolean untilRest) {
        String lastId = "";
        Instant lastSeen = Instant.now();
        while (true) {
            try (InputStream stream = orchestrator.events(deployment, true, lastId)) {
                if (stream == null) {
                    return finish(deployment);
                }
                var reader = new EventReader(stream);
                for (Event event = reader.next(); event != null; event = reader.next()) {
                    lastSeen = Instant.now();
                    if (event.name().equals("end")) {
                        return finish(deployment);
                    }
                    lastId = event.id();
                    print(event);
                    if (!untilRest && isFinal(event)) {
                        return finish(deployment);
                    }
                }
            } catch (IOException e) {
                if (Instant.now().isAfter(lastSeen.plus(times.patience()))) {
                    throw new CommandFault("nobody answers any more; the deployment goes on without this: refit log "
                            + deployment + " --follow");
                }
            }
            sleep();
        }
    }

    private static boolean isFinal(Event event) {
        return event.name().equals("state")
                && FINAL.contains(
                        Json.read(event.data(), JsonNode.class).path("to").asString(""));
    }

    private int finish(String deployment) {
        JsonNode row = orchestrator.get("/deployments/" + deployment);
        String state = row.path("state").asString("");
        boolean reached =
                row.path("kind").asString("").equals("RESTORE") ? state.equals("ROLLED_BACK") : state.equals("LIVE");
        if (json) {
            out.println(row);
        } else {
            String cause = Texts.cause(row);
            out.println(state + (cause.isEmpty() ? "" : ": " + cause));
        }
        out.flush();
        return reached ? 0 : 1;
    }

    private void print(Event event) {
        if (json) {
            out.println(event.data());
        } else {
            String line = Texts.line(event.name(), Json.read(event.data(), JsonNode.class));
            if (!line.isEmpty()) {
                out.println(line);
            }
        }
        out.flush();
    }

    private void sleep() {
        try {
            Thread.sleep(times.pause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFault("interrupted");
        }
    }
}
