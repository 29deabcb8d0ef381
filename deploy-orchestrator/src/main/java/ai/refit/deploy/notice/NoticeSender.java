package ai.refit.deploy.notice;

import ai.refit.deploy.http.Answer;
import ai.refit.deploy.http.Caller;
import ai.refit.deploy.notice.NoticeStore.Claimed;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import reactor.core.publisher.Mono;

/**
 * Sends what is due, each notice at least once: a repeat, which carries the same deployment id, follows only when we die
 * between Discord's answer and the note of it. What Discord refuses is given up; what it cannot take now is tried for a
 * day. Nothing waits for it.
 */
public class NoticeSender {

    private static final Logger log = LoggerFactory.getLogger(NoticeSender.class);

    private static final int AT_ONCE = 20;
    private static final Duration SENDING = Duration.ofSeconds(5);

    /** How long nobody else sends the same; after a crash it is sent again when it is over. */
    private static final Duration CLAIM = SENDING.multipliedBy(2);

    private static final Duration DATABASE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final Duration PERSISTENCE = Duration.ofHours(24);

    private final NoticeStore notices;
    private final Webhooks webhooks;
    private final MeterRegistry metrics;
    private final InstantSource clock;
    private boolean failing;

    public NoticeSender(NoticeStore notices, Webhooks webhooks, MeterRegistry metrics) {
        this(notices, webhooks, metrics, InstantSource.system());
    }

    NoticeSender(NoticeStore notices, Webhooks webhooks, MeterRegistry metrics, InstantSource clock) {
        this.notices = notices;
        this.webhooks = webhooks;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 1000)
    void sendDue() {
        try {
            for (int sent = 0; sent < AT_ONCE && sentOne(); sent++) {
                // on to the next
            }
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                log.atWarn().addKeyValue("fault", e.getClass().getSimpleName()).log("notices cannot be sent now");
            }
            failing = true;
        }
    }

    private boolean sentOne() {
        Instant now = clock.instant();
        Claimed notice = notices.claim(now, now.plus(CLAIM)).block(DATABASE);
        if (notice == null) {
            return false;
        }
        Optional<String> webhook = webhooks.of(notice.service(), notice.environment());
        if (webhook.isEmpty()) {
            giveUp(notice, "no_webhook", "no webhook is set: nobody was told");
        } else {
            send(notice, webhook.get());
        }
        return true;
    }

    private void send(Claimed notice, String webhook) {
        HttpRequest request;
        try {
            request = HttpRequest.newBuilder(confirmed(URI.create(webhook)))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(notice.body()))
                    .build();
        } catch (IllegalArgumentException e) {
            // Its message quotes the URL.
            giveUp(notice, "refused", "the webhook is no http address");
            return;
        }
        Answer answer;
        try (var caller = new Caller()) {
            answer = caller.call(request, SENDING);
        }
        switch (answer) {
            case Answer.Said said
            when said.status() / 100 == 2 ->
                close(notice, "delivered", notices.delivered(notice.id(), clock.instant()));
            case Answer.Said said
            when said.status() == 429 -> {
                Instant until = clock.instant().plus(RetryAfter.of(said));
                notices.hold(notice.service(), notice.environment(), until).block(DATABASE);
                tryAgain(notice, until, "status 429");
            }
            case Answer.Said said when said.status() < 500 -> giveUp(notice, "refused", "status " + said.status());
            case Answer.Said said ->
                tryAgain(notice, clock.instant().plus(pause(notice.attempts())), "status " + said.status());
            case Answer.Silent silent -> tryAgain(notice, clock.instant().plus(pause(notice.attempts())), silent.why());
        }
    }

    private void tryAgain(Claimed notice, Instant at, String why) {
        if (at.isAfter(notice.createdAt().plus(PERSISTENCE))) {
            giveUp(notice, "expired", why);
        } else {
            close(notice, "postponed", notices.postpone(notice.id(), at, why));
        }
    }

    private void giveUp(Claimed notice, String outcome, String why) {
        close(notice, outcome, notices.giveUp(notice.id(), clock.instant(), why));
    }

    private void close(Claimed notice, String outcome, Mono<Void> change) {
        change.block(DATABASE);
        metrics.counter("refit.notices", "outcome", outcome).increment();
        log.atInfo()
                .addKeyValue("deployment", notice.deployment())
                .addKeyValue("outcome", outcome)
                .log("notice handled");
    }

    /** 1, 2, 4, … seconds, at most ten minutes. */
    static Duration pause(int attempts) {
        Duration pause = Duration.ofSeconds(1L << Math.clamp(attempts - 1L, 0, 20));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** Unless it is asked to wait, Discord says yes before it knows whether the message was kept. */
    static URI confirmed(URI webhook) {
        String host = String.valueOf(webhook.getHost());
        boolean discord = host.equals("discord.com") || host.endsWith(".discord.com") || host.equals("discordapp.com");
        String query = webhook.getRawQuery();
        if (!discord || (query != null && query.contains("wait="))) {
            return webhook;
        }
        return URI.create(webhook + (query == null ? "?" : "&") + "wait=true");
    }
}
