package ai.refit.deploy.catalog;

import java.util.Map;

/** Descriptions that are right, for tests to read and to spoil. */
final class SampleServices {

    static final Map<String, String> ENVIRONMENT =
            Map.of("DISCORD_WEBHOOK", "https://discord.example/api/webhooks/1/s3cret", "PORT", "8200", "EMPTY", "");

    /** As it was specified. */
    static final String EXAMPLE = """
            services:
              - name: ai-service
                environment: production
                host: local
                base: /srv/refit                       # releases/, backups/, logs/, current -> release (for people only)
                artifact: { kind: wheel, python: python3 }        # wheel | jar | archive
                run:
                  manager: process                     # pm2 | systemd | process
                  command: ["venv/bin/uvicorn", "api.main:app", "--host", "127.0.0.1", "--port", "{port}"]   # relative to the release directory
                  environment: { RELEASE_ID: "{release}" }
                  ports: [8100, 8101]                  # two: blue/green; one: restart with hold
                proxy: { kind: caddy, admin: "http://127.0.0.1:2019", listen: ":8080" }        # or kind: none
                health: { path: /api/ai/health, release-field: release, minimum-healthy: 10s, deadline: 5m, tries: 5 }
                smoke:
                  - { method: POST, path: /api/ai/recommendations, body: '{"user_id":"test","interest":"backend"}', json-field: status, warn-above: 3s, timeout: 5s }
                slo: { prometheus: "http://127.0.0.1:9090", query: "refit:ai_latency:p95:1m{endpoint='/api/ai/recommendations'}", maximum: 3.0, settle: 5m, no-data: warn }
                deadlines: { progress: 10m, dependencies: 30m, rollback: 5m }
                drain: 30s
                retention: { days: 7, successful: 5 }
                notify: { discord: "${DISCORD_WEBHOOK}" }
            """;

    /** With what is required alone. */
    static final String SHORTEST = """
            services:
              - name: users
                environment: staging
                base: /srv/users
                artifact: { kind: archive }
                run: { command: [bin/serve], ports: [8300] }
                health: { path: /health }
            """;

    private SampleServices() {}
}
