package ai.refit.deploy.intake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;

/** Who may give orders, by the digests of their tokens. Somebody may have several tokens. */
final class Operators {

    private static final Pattern LINE = Pattern.compile("([^\\s:#][^:]{0,63}):([0-9a-fA-F]{64})");

    private record Token(String holder, byte[] digest) {}

    private final List<Token> tokens;

    private Operators(List<Token> tokens) {
        this.tokens = List.copyOf(tokens);
    }

    /**
     * @param file lines {@code name:SHA-256 of the token in hexadecimal digits}; empty ones and those after {@code #} do
     *     not count; no file: nobody
     * @throws IllegalArgumentException with file, line and what was expected
     */
    static Operators of(String file) {
        if (file.isBlank()) {
            return new Operators(List.of());
        }
        List<Token> tokens = new ArrayList<>();
        int number = 0;
        for (String line : linesOf(Path.of(file))) {
            number++;
            String entry = line.strip();
            if (entry.isEmpty() || entry.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(entry);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("REFIT_DEPLOY_TOKENS_FILE: " + file + ", line " + number
                        + ": not an operator (expected: name:SHA-256 of the token in 64 hexadecimal digits)");
            }
            tokens.add(new Token(matcher.group(1).strip(), HexFormat.of().parseHex(matcher.group(2))));
        }
        return new Operators(tokens);
    }

    private static List<String> linesOf(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "REFIT_DEPLOY_TOKENS_FILE: " + file + " cannot be read (expected: lines name:digest)", e);
        }
    }

    boolean isNobody() {
        return tokens.isEmpty();
    }

    /** Looks at every digest, so that the time taken tells nothing. */
    Optional<String> holderOf(String token) {
        byte[] digest = DigestUtils.sha256(token);
        Optional<String> holder = Optional.empty();
        for (Token known : tokens) {
            if (MessageDigest.isEqual(known.digest(), digest)) {
                holder = Optional.of(known.holder());
            }
        }
        return holder;
    }
}
