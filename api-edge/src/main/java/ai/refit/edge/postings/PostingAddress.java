package ai.refit.edge.postings;

import ai.refit.edge.http.Sha256;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What makes two postings the same one: the address, but for what changes nothing about the page (scheme, letter case of the
 * host, order of parameters, marks of campaigns, a fragment that is no route); or the text.
 *
 * @param sha256 hexadecimal
 */
public record PostingAddress(String sha256) {

    private static final Set<String> CAMPAIGNS = Set.of("fbclid", "gclid", "igshid", "msclkid", "ref", "referer");

    /** @param url that was found to be an http or https URL */
    public static PostingAddress ofUrl(String url) {
        return new PostingAddress(digest("url " + normalised(url)));
    }

    public static PostingAddress ofText(String text) {
        return new PostingAddress(digest("text " + text.strip()));
    }

    static String normalised(String url) {
        URI uri = URI.create(url);
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        boolean usualPort = uri.getPort() < 0 || uri.getPort() == 80 || uri.getPort() == 443;
        return uri.getHost().toLowerCase(Locale.ROOT)
                + (usualPort ? "" : ":" + uri.getPort())
                + (path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path)
                + query(uri.getRawQuery())
                + fragment(uri.getRawFragment());
    }

    private static String query(@Nullable String query) {
        if (query == null) {
            return "";
        }
        String kept = Arrays.stream(query.split("&"))
                .filter(parameter -> !parameter.isEmpty())
                .filter(parameter -> !isCampaign(parameter.split("=", 2)[0].toLowerCase(Locale.ROOT)))
                .sorted()
                .collect(Collectors.joining("&"));
        return kept.isEmpty() ? "" : "?" + kept;
    }

    private static boolean isCampaign(String parameter) {
        return parameter.startsWith("utm_") || CAMPAIGNS.contains(parameter);
    }

    /** A page that is drawn in the browser may have its route there. */
    private static String fragment(@Nullable String fragment) {
        return fragment != null && (fragment.startsWith("/") || fragment.startsWith("!")) ? "#" + fragment : "";
    }

    private static String digest(String text) {
        return HexFormat.of().formatHex(Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
