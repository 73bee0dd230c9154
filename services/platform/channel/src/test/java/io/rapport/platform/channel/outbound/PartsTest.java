package io.rapport.platform.channel.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ChannelCapabilities;
import io.rapport.contracts.value.ChannelCapabilities.LongText;
import io.rapport.contracts.value.ChannelCapabilities.Measure;
import io.rapport.contracts.value.ChannelCapabilities.Start;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.platform.channel.provider.Messages;
import io.rapport.platform.channel.provider.Provider;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PartsTest {
    /** Takes everything at once. */
    private static class Mail implements Provider {
        @Override
        public Uni<DeliveryOutcome> send(TenantId tenant, SendMessage message) {
            return Uni.createFrom().item(new DeliveryOutcome.Accepted("1"));
        }
    }

    /** Takes one file, with a text of five characters at most. */
    private static final class Messenger extends Mail {
        @Override
        public boolean carries(String text, List<Attachment> files) {
            return files.size() == 1 && text.length() <= 5;
        }
    }

    @Test
    void shouldLeaveAMessageWholeThatItsProviderTakes() {
        assertThat(parts(new Mail(), "Hello", "a", "b")).containsExactly("Hello [a, b]");
        assertThat(parts(new Messenger(), "Hello")).containsExactly("Hello []");
        assertThat(parts(new Messenger(), "Hello", "a")).containsExactly("Hello [a]");
    }

    @Test
    void shouldSendTheTextFirstAndEachFileAfterIt() {
        assertThat(parts(new Messenger(), "Hello!", "a", "b")).containsExactly("Hello! []", " [a]", " [b]");
        assertThat(parts(new Messenger(), "Hello", "a", "b")).containsExactly("Hello [a]", " [b]");
    }

    @Test
    void shouldLetFilesFollowTheEndOfALongText() {
        assertThat(parts(new Mail(), "One thing and another", "a")).containsExactly("One thing []", "and another [a]");
    }

    private static List<String> parts(Provider provider, String text, String... files) {
        var account = new Account(
                "it",
                TenantId.DEFAULT,
                Channel.SOCIAL,
                "it",
                provider,
                new ChannelCapabilities(
                        Start.CUSTOMER, 12, Measure.CHARACTERS, LongText.SPLIT, null, null, null, null));
        var message = Messages.to(Channel.SOCIAL, "it", "42", text)
                .with(
                        text,
                        Stream.of(files)
                                .map(it -> new Attachment(it, "image/png", 1, "sha256:00"))
                                .toList());
        return Parts.of(account, message).stream()
                .map(it -> it.text()
                        + ' '
                        + it.attachments().stream().map(Attachment::name).collect(Collectors.toList()))
                .toList();
    }
}
