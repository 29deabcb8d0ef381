package ai.refit.edge.imports;

import ai.refit.contracts.mentor.MentorProfile;
import ai.refit.edge.http.Fields;
import ai.refit.edge.http.Problem;
import ai.refit.edge.http.ProblemException;
import ai.refit.edge.imports.ImportResult.LineError;
import ai.refit.edge.imports.Lines.Line;
import ai.refit.edge.mentors.MentorChanges;
import ai.refit.edge.mentors.ProfileFields;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Takes lines in: good ones are written, bad ones noted by number. Memory does not grow with the number of lines. */
@Component
class LineImport {

    private static final Logger log = LoggerFactory.getLogger(LineImport.class);
    private static final int UNDER_WAY = 1000;
    private static final int TELL_EVERY = 10_000;

    private final MentorChanges mentors;
    private final Counter accepted;
    private final Counter rejected;

    LineImport(MentorChanges mentors, MeterRegistry metrics) {
        this.mentors = mentors;
        this.accepted = metrics.counter("refit.import.lines", "outcome", "accepted");
        this.rejected = metrics.counter("refit.import.lines", "outcome", "rejected");
    }

    /** Completes when every good line is durable. A database or broker that goes away is an error; what was written stays. */
    Mono<ImportResult> take(Flux<Line> lines) {
        return take(lines, Set.of());
    }

    /** @param erased mentors whose lines are from before their erasure, and so are rejected */
    Mono<ImportResult> take(Flux<Line> lines, Set<Long> erased) {
        return lines.flatMap(line -> take(line, erased), UNDER_WAY)
                .collect(Tally::new, Tally::add)
                .map(Tally::result);
    }

    private Mono<Outcome> take(Line line, Set<Long> erased) {
        MentorProfile profile;
        try {
            profile = read(line);
            if (erased.contains(profile.userId())) {
                throw Problem.of(HttpStatus.GONE, "USER_ERASED", "The person was erased after this line was sent.")
                        .exception();
            }
        } catch (ProblemException bad) {
            Problem problem = bad.problem();
            rejected.increment();
            return Mono.just(new Outcome(new LineError(line.number(), problem.code(), problem.detail())));
        }
        return mentors.upsert(profile).doOnSuccess(_ -> accepted.increment()).thenReturn(Outcome.ACCEPTED);
    }

    private static MentorProfile read(Line line) {
        byte[] content = line.content();
        if (content == null) {
            throw Problem.invalid("line", "is longer than " + Lines.LONGEST + " bytes", "at most " + Lines.LONGEST)
                    .exception();
        }
        return ProfileFields.mentor(Fields.parse(content), null);
    }

    private record Outcome(@Nullable LineError error) {
        static final Outcome ACCEPTED = new Outcome(null);
    }

    private static final class Tally {
        private long accepted;
        private long rejected;
        private final List<LineError> errors = new ArrayList<>();

        void add(Outcome outcome) {
            LineError error = outcome.error();
            if (error == null) {
                accepted++;
            } else {
                rejected++;
                if (errors.size() < ImportResult.MOST_ERRORS) {
                    errors.add(error);
                }
            }
            if ((accepted + rejected) % TELL_EVERY == 0) {
                log.atInfo()
                        .addKeyValue("accepted", accepted)
                        .addKeyValue("rejected", rejected)
                        .log("importing");
            }
        }

        ImportResult result() {
            errors.sort(Comparator.comparingLong(LineError::line));
            return new ImportResult(accepted, rejected, errors);
        }
    }
}
