package ai.refit.standalone.deadletters;

import ai.refit.standalone.surroundings.Addresses;
import ai.refit.standalone.surroundings.Messages;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.apache.kafka.common.header.Header;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code refit dead-letters show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows one dead letter whole, headers and body; it may hold personal data.")
final class ShowCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Addresses addresses = new Addresses();

    @Parameters(
            paramLabel = "ID",
            converter = IdConverter.class,
            description = "As 'refit dead-letters list' shows it.")
    private LetterId id;

    @Override
    public Integer call() {
        Letter letter;
        try (Messages kafka = addresses.kafka()) {
            letter = new Letters(kafka).find(id);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("id: " + letter.id());
        out.println("when: " + Words.moment(letter.at()));
        out.println("key: " + Words.harmless(String.valueOf(letter.message().key())));
        for (Header header : letter.message().headers()) {
            String value = header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
            out.println(Words.harmless(header.key() + ": " + value));
        }
        out.println();
        out.println(Words.body(letter.message().value()));
        out.flush();
        return 0;
    }
}
