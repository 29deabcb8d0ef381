package ai.refit.edge.mentors;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.mentor.MentorProfile;
import ai.refit.contracts.recommendation.UserId;
import ai.refit.edge.health.Outside;
import ai.refit.edge.http.Fields;
import ai.refit.edge.http.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Profiles of mentors and mentees, one at a time. DELETE erases the person, in whichever role. */
@RestController
@RequestMapping("/api/ai")
class ProfileController {

    private final MentorChanges changes;
    private final MentorStore mentors;
    private final MenteeStore mentees;
    private final Erasure erasure;
    private final Outside outside;

    ProfileController(
            MentorChanges changes, MentorStore mentors, MenteeStore mentees, Erasure erasure, Outside outside) {
        this.changes = changes;
        this.mentors = mentors;
        this.mentees = mentees;
        this.erasure = erasure;
        this.outside = outside;
    }

    @PutMapping("/mentors/{userId}")
    Mono<ResponseEntity<byte[]>> putMentor(
            @PathVariable String userId, @RequestBody(required = false) byte @Nullable [] body) {
        MentorProfile profile = ProfileFields.mentor(fields(body), mentorId(userId));
        return changes.upsert(profile).thenReturn(json(profile));
    }

    @GetMapping("/mentors/{userId}")
    Mono<ResponseEntity<byte[]>> getMentor(@PathVariable String userId) {
        return mentors.find(mentorId(userId))
                .map(stored -> json(stored.profile()))
                .switchIfEmpty(Mono.error(() -> unknown(userId)));
    }

    @DeleteMapping("/mentors/{userId}")
    Mono<ResponseEntity<Void>> deleteMentor(@PathVariable String userId) {
        return erasure.erase(UserId.ofPath(Long.toString(mentorId(userId))))
                .thenReturn(ResponseEntity.noContent().build());
    }

    @PutMapping("/mentees/{userId}")
    Mono<ResponseEntity<byte[]>> putMentee(
            @PathVariable String userId, @RequestBody(required = false) byte @Nullable [] body) {
        UserId person = ProfileFields.person(userId);
        MenteeProfile profile = ProfileFields.mentee(fields(body));
        outside.requireDatabase();
        return mentees.upsert(person.key(), profile).thenReturn(json(withId(person, profile)));
    }

    @GetMapping("/mentees/{userId}")
    Mono<ResponseEntity<byte[]>> getMentee(@PathVariable String userId) {
        UserId person = ProfileFields.person(userId);
        return mentees.find(person.key())
                .map(profile -> json(withId(person, profile)))
                .switchIfEmpty(Mono.error(() -> unknown(userId)));
    }

    @DeleteMapping("/mentees/{userId}")
    Mono<ResponseEntity<Void>> deleteMentee(@PathVariable String userId) {
        return erasure.erase(ProfileFields.person(userId))
                .thenReturn(ResponseEntity.noContent().build());
    }

    static long mentorId(String text) {
        UserId id = UserId.ofPath(text);
        if (!id.mayBeMentor()) {
            throw Problem.invalid("user_id", "is '" + text + "'", "a 64-bit integer")
                    .exception();
        }
        return Long.parseLong(id.key());
    }

    private static Fields fields(byte @Nullable [] body) {
        return Fields.parse(body == null ? new byte[0] : body);
    }

    static RuntimeException unknown(String userId) {
        return Problem.of(HttpStatus.NOT_FOUND, "USER_NOT_FOUND", "Nobody with the id " + userId + " is known.")
                .exception();
    }

    private static Map<String, Object> withId(UserId person, MenteeProfile profile) {
        var body = new LinkedHashMap<String, Object>();
        body.put("user_id", person);
        body.put("skills", profile.skills());
        body.put("jobs", profile.jobs());
        body.put("introduction", profile.introduction());
        return body;
    }

    private static ResponseEntity<byte[]> json(Object body) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(Json.bytes(body));
    }
}
