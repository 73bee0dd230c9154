package io.rapport.email.threading;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.email.threading.ThreadDecision.Rule;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ThreadResolverTest {
    private static final String ACCOUNT = "support@example.com";
    private static final String CARLA = "carla@example.com";
    private static final String FIRST = "<first@customer.example>";
    private static final String SECOND = "<second@customer.example>";

    private final ThreadTokens tokens = new ThreadTokens(() -> new byte[32]);
    private final String root = resolve(CARLA, FIRST, List.of(), List.of()).root();
    private final String token = token(CARLA, root);
    private final String ours = ours(token);

    @Test
    void shouldOpenAConversationWhenNothingIsReferredTo() {
        var decision = resolve(CARLA, FIRST, List.of(), List.of());
        assertThat(decision.rule()).isEqualTo(Rule.NEW);
        assertThat(decision.root()).matches("[0-9a-f]{16}");
    }

    @Test
    void shouldFindTheRootInTheAddressAnAnswerWasSentTo() {
        var decision = resolver(CARLA)
                .resolve(SECOND, List.of("<x@mail.example>"), List.of(), "Another subject", List.of("other", token));
        assertThat(decision).isEqualTo(new ThreadDecision(root, Rule.REPLY_TOKEN));
    }

    @Test
    void shouldFindTheRootInAnAnswerToOurMail() {
        assertThat(resolve(CARLA, SECOND, List.of(ours), List.of(FIRST, ours)))
                .isEqualTo(new ThreadDecision(root, Rule.OWN_MESSAGE_ID));
        assertThat(resolve(CARLA, SECOND, List.of(ours), List.of()))
                .isEqualTo(new ThreadDecision(root, Rule.OWN_MESSAGE_ID));
    }

    @Test
    void shouldFindTheRootWhenTheClientRewroteReferences() {
        var decision =
                resolve(CARLA, SECOND, List.of("<invented@mail.example>"), List.of("<other@mail.example>", ours));
        assertThat(decision).isEqualTo(new ThreadDecision(root, Rule.OWN_MESSAGE_ID));
    }

    @Test
    void shouldFindTheRootInTheSubjectWhenAllElseIsLost() {
        var decision = resolver(CARLA)
                .resolve(SECOND, List.of(), List.of(), "AW: Parcel " + ThreadResolver.inSubject(token), List.of());
        assertThat(decision).isEqualTo(new ThreadDecision(root, Rule.SUBJECT_TOKEN));
    }

    @Test
    void shouldNotLetAStrangerInWhoHasOurMail() {
        // given: Mallory was forwarded our mail, with its address, Message-ID and subject
        var mallory = resolver("mallory@example.com");
        // when
        var decision = mallory.resolve(
                SECOND, List.of(ours), List.of(FIRST, ours), ThreadResolver.inSubject(token), List.of(token));
        // then
        assertThat(decision.rule()).isEqualTo(Rule.REFERENCES);
        assertThat(tokens.root(token, TenantId.DEFAULT, ACCOUNT, "mallory@example.com"))
                .isEmpty();
    }

    @Test
    void shouldNotBelieveATokenThatNobodySigned() {
        var invented = root + "0123456789abcdef";
        assertThat(resolver(CARLA)
                        .resolve(SECOND, List.of(ours(invented)), List.of(), "[#" + invented + "]", List.of(invented))
                        .rule())
                .isEqualTo(Rule.IN_REPLY_TO);
        assertThat(new ThreadTokens(() -> new byte[] {1}).root(token, TenantId.DEFAULT, ACCOUNT, CARLA))
                .isEmpty();
        assertThat(tokens.root(token, TenantId.DEFAULT, "sales@example.com", CARLA))
                .isEmpty();
    }

    @Test
    void shouldKeepAFollowUpOfTheCustomerInTheConversation() {
        assertThat(resolve(CARLA, SECOND, List.of(FIRST), List.of(FIRST)))
                .isEqualTo(new ThreadDecision(root, Rule.REFERENCES));
        assertThat(resolve(CARLA, SECOND, List.of(FIRST), List.of()))
                .isEqualTo(new ThreadDecision(root, Rule.IN_REPLY_TO));
    }

    @Test
    void shouldNotTrustOurShapeOnAnotherDomain() {
        var foreign = new OwnMessageId(new CommandId(UUID.randomUUID()), token).at("elsewhere.example");
        assertThat(resolve(CARLA, SECOND, List.of(foreign), List.of()).rule()).isEqualTo(Rule.IN_REPLY_TO);
    }

    @Test
    void shouldTakeTheNewestOfOurMailsWhenTwoConversationsAreQuoted() {
        var older = ours(token(CARLA, "aaaaaaaaaaaaaaaa"));
        var newer = ours(token(CARLA, "bbbbbbbbbbbbbbbb"));
        assertThat(resolve(CARLA, SECOND, List.of(), List.of(older, newer)).root())
                .isEqualTo("bbbbbbbbbbbbbbbb");
    }

    @Test
    void shouldReadItsOwnMessageIds() {
        var command = new CommandId(UUID.randomUUID());
        for (var id : List.of(new OwnMessageId(command, token), new OwnMessageId(command, null))) {
            assertThat(OwnMessageId.parse(id.at("example.com"), "example.com"::equals))
                    .hasValue(id);
        }
        assertThat(OwnMessageId.parse(FIRST, any -> true)).isEmpty();
    }

    private String token(String party, String root) {
        return tokens.of(TenantId.DEFAULT, ThreadRef.of(TenantId.DEFAULT, Channel.EMAIL, ACCOUNT, party, root))
                .orElseThrow();
    }

    private static String ours(String token) {
        return new OwnMessageId(new CommandId(UUID.randomUUID()), token).at("example.com");
    }

    private ThreadResolver resolver(String sender) {
        return new ThreadResolver(
                "example.com"::equals, token -> tokens.root(token, TenantId.DEFAULT, ACCOUNT, sender));
    }

    private ThreadDecision resolve(String sender, String messageId, List<String> inReplyTo, List<String> references) {
        return resolver(sender).resolve(messageId, inReplyTo, references, null, List.of());
    }
}
