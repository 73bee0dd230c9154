package io.rapport.email.threading;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.contracts.value.CommandId;
import io.rapport.email.threading.ThreadDecision.Rule;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ThreadResolverTest {
    private static final String FIRST = "<first@customer.example>";
    private static final String SECOND = "<second@customer.example>";
    private final CommandId command = new CommandId(UUID.randomUUID());

    @Test
    void shouldOpenAConversationWhenNothingIsReferredTo() {
        var decision = resolve(FIRST, List.of(), List.of());
        assertThat(decision.rule()).isEqualTo(Rule.NEW);
        assertThat(decision.root()).matches("[0-9a-f]{16}");
    }

    @Test
    void shouldFindTheRootInAnAnswerToOurMail() {
        // given
        var root = resolve(FIRST, List.of(), List.of()).root();
        var ours = OwnMessageId.of(command, root, "example.com");
        // then
        assertThat(resolve(SECOND, List.of(ours), List.of(FIRST, ours)))
                .isEqualTo(new ThreadDecision(root, Rule.OWN_MESSAGE_ID));
    }

    @Test
    void shouldFindTheRootWhenTheClientKeepsOnlyInReplyTo() {
        var root = resolve(FIRST, List.of(), List.of()).root();
        var ours = OwnMessageId.of(command, root, "example.com");
        assertThat(resolve(SECOND, List.of(ours), List.of()).root()).isEqualTo(root);
    }

    @Test
    void shouldFindTheRootWhenTheClientRewroteReferences() {
        // given
        var root = resolve(FIRST, List.of(), List.of()).root();
        var ours = OwnMessageId.of(command, root, "example.com");
        // when
        var decision = resolve(SECOND, List.of("<invented@mail.example>"), List.of("<other@mail.example>", ours));
        // then
        assertThat(decision).isEqualTo(new ThreadDecision(root, Rule.OWN_MESSAGE_ID));
    }

    @Test
    void shouldKeepAFollowUpOfTheCustomerInTheConversation() {
        var root = resolve(FIRST, List.of(), List.of()).root();
        assertThat(resolve(SECOND, List.of(FIRST), List.of(FIRST)))
                .isEqualTo(new ThreadDecision(root, Rule.REFERENCES));
        assertThat(resolve(SECOND, List.of(FIRST), List.of())).isEqualTo(new ThreadDecision(root, Rule.IN_REPLY_TO));
    }

    @Test
    void shouldNotTrustOurShapeOnAnotherDomain() {
        var foreign = OwnMessageId.of(command, "0123456789abcdef", "elsewhere.example");
        assertThat(resolve(SECOND, List.of(foreign), List.of()).rule()).isEqualTo(Rule.IN_REPLY_TO);
    }

    @Test
    void shouldTakeTheNewestOfOurMailsWhenTwoConversationsAreQuoted() {
        var older = OwnMessageId.of(command, "aaaaaaaaaaaaaaaa", "example.com");
        var newer = OwnMessageId.of(command, "bbbbbbbbbbbbbbbb", "example.com");
        assertThat(resolve(SECOND, List.of(), List.of(older, newer)).root()).isEqualTo("bbbbbbbbbbbbbbbb");
    }

    @Test
    void shouldGiveTheSameMessageIdAtEveryAttempt() {
        assertThat(OwnMessageId.of(command, "0123456789abcdef", "example.com"))
                .isEqualTo("<" + command + ".0123456789abcdef@example.com>");
        assertThat(OwnMessageId.of(command, null, "example.com")).isEqualTo("<" + command + "@example.com>");
    }

    private static ThreadDecision resolve(String messageId, List<String> inReplyTo, List<String> references) {
        return ThreadResolver.resolve(messageId, inReplyTo, references, "example.com"::equals);
    }
}
