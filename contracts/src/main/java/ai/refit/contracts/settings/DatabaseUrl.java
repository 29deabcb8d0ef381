package ai.refit.contracts.settings;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A database address as hosting platforms give it: {@code postgresql://user:password@host:port/database?option=value}.
 * The password is percent-decoded and appears in no message.
 */
public record DatabaseUrl(
        String host,
        int port,
        String database,
        @Nullable String user,
        @Nullable String password,
        @Nullable String options) {

    private static final String EXPECTED = "DATABASE_URL (expected: postgresql://user:password@host:5432/database)";

    /** @throws IllegalArgumentException without any part of the text, since it may hold a password */
    public static DatabaseUrl parse(String text) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(EXPECTED + ": not a URL");
        }
        String scheme = uri.getScheme();
        if (!"postgresql".equals(scheme) && !"postgres".equals(scheme)) {
            throw new IllegalArgumentException(EXPECTED + ": scheme is not postgresql");
        }
        String path = uri.getPath();
        if (uri.getHost() == null || path == null || path.length() < 2) {
            throw new IllegalArgumentException(EXPECTED + ": host or database is missing");
        }
        String userInfo = uri.getRawUserInfo();
        String user = null;
        String password = null;
        if (userInfo != null) {
            int colon = userInfo.indexOf(':');
            user = decode(colon < 0 ? userInfo : userInfo.substring(0, colon));
            password = colon < 0 ? null : decode(userInfo.substring(colon + 1));
        }
        int port = uri.getPort() < 0 ? 5432 : uri.getPort();
        return new DatabaseUrl(uri.getHost(), port, path.substring(1), user, password, uri.getRawQuery());
    }

    Map<String, Object> settings() {
        String address = "postgresql://" + host + ":" + port + "/" + database + (options == null ? "" : "?" + options);
        Map<String, Object> settings = new HashMap<>();
        settings.put("spring.r2dbc.url", "r2dbc:" + address);
        settings.put("spring.flyway.url", "jdbc:" + address);
        if (user != null) {
            settings.put("spring.r2dbc.username", user);
            settings.put("spring.flyway.user", user);
        }
        if (password != null) {
            settings.put("spring.r2dbc.password", password);
            settings.put("spring.flyway.password", password);
        }
        return settings;
    }

    @Override
    public String toString() {
        return host + ":" + port + "/" + database;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
