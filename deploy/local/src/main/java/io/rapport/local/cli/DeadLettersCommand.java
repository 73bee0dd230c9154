package io.rapport.local.cli;

import io.rapport.local.deadletters.DeadLetters;
import io.rapport.local.up.Refusal;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** `./rapport dlq`. */
@Command(
        name = "dlq",
        description = "Lists what a service could not handle, and sends it back after the cause is mended.",
        synopsisSubcommandLabel = "(list | replay)")
final class DeadLettersCommand implements Runnable {
    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Another Kafka than the local stack's.")
    private Optional<String> bootstrapServers = Optional.empty();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say list or replay.");
    }

    @Command(name = "list", description = "Shows every open dead letter with its reason.")
    void list() {
        try {
            var open = letters().open();
            open.forEach(letter -> System.out.printf(
                    "%s  %s  %s  %s  %s%n    %s%n",
                    letter.time(), letter.topic(), letter.group(), letter.type(), letter.key(), letter.reason()));
            System.out.println(
                    open.isEmpty()
                            ? "There are no open dead letters."
                            : open.size()
                                    + " open. Mend the cause, then send them back: ./rapport dlq replay TOPIC GROUP");
        } catch (KafkaException e) {
            throw unreachable(e);
        }
    }

    @Command(name = "replay", description = "Sends the open letters of a topic and a group back, for that group alone.")
    void replay(
            @Parameters(paramLabel = "TOPIC", description = "Where they failed.") String topic,
            @Parameters(paramLabel = "GROUP", description = "The service that could not handle them.") String group) {
        try {
            int replayed = letters().replay(topic, group);
            System.out.println(
                    replayed == 0
                            ? "There is nothing to replay for " + group + " on " + topic + "; see ./rapport dlq list."
                            : "Replayed " + replayed + " for " + group + " on " + topic + ".");
        } catch (KafkaException e) {
            throw unreachable(e);
        }
    }

    private DeadLetters letters() {
        return new DeadLetters(server());
    }

    private String server() {
        return bootstrapServers.orElseGet(
                () -> "localhost:" + Place.here().ports().kafka());
    }

    private Refusal unreachable(KafkaException e) {
        return new Refusal("Kafka at " + server() + " does not answer (" + e.getMessage()
                + "): start the stack with ./rapport up, or name another with --bootstrap-servers.");
    }
}
