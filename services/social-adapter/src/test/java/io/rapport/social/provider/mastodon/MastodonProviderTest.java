package io.rapport.social.provider.mastodon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.ReplyContext;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.platform.channel.provider.FileSource.Fetched;
import io.rapport.platform.channel.provider.FilesContract;
import io.rapport.platform.channel.provider.Inbound;
import io.rapport.platform.channel.provider.Messages;
import io.rapport.platform.channel.provider.Provider;
import io.rapport.platform.channel.store.MemoryStore;
import io.rapport.platform.channel.store.OutgoingFiles;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.platform.messaging.TransientFailure;
import io.rapport.social.provider.mastodon.MastodonConfig.PublicReplies;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MastodonProviderTest implements FilesContract {
    private static final PayloadStore STORE = new PayloadStore(new MemoryStore());
    private static final StandInMastodon MASTODON = new StandInMastodon();
    private static final String KIM = "kim@example.net";

    @AfterAll
    static void stopMastodon() {
        MASTODON.close();
    }

    @Override
    public Provider provider() {
        return provider(MASTODON.baseUrl());
    }

    @Override
    public Provider unreachableProvider() {
        return provider("http://localhost:1");
    }

    @Override
    public SendMessage acceptable() {
        return message("Hello " + UUID.randomUUID());
    }

    @Override
    public SendMessage refused() {
        return message("refused");
    }

    @Override
    public SendMessage deferred() {
        return message("always-busy");
    }

    @Override
    public PayloadStore store() {
        return STORE;
    }

    @Override
    public long got(byte[] content) {
        return MASTODON.posted("").stream()
                .flatMap(it -> Stream.of(it.getOrDefault("media_ids", "").split(",")))
                .filter(id -> !id.isEmpty() && Arrays.equals(MASTODON.upload(id).content(), content))
                .count();
    }

    @Test
    void shouldPostPicturesTogetherAndAFilmWhenItIsReady() {
        // given
        var one = FilesContract.keep(STORE, "1.png", "image/png", FilesContract.picture());
        var two = FilesContract.keep(STORE, "2.png", "image/png", FilesContract.picture());
        var film = FilesContract.keep(STORE, "film.mp4", "video/mp4", FilesContract.picture());
        var text = "Look " + UUID.randomUUID();
        var message = message(text);
        // when
        var pictures = send(message.with(text, List.of(one, two)));
        var again = send(message.with(text, List.of(one, two)));
        var alone = send(message.with("", List.of(film)));
        // then
        assertThat(again).isEqualTo(pictures);
        assertThat(alone).isInstanceOf(DeliveryOutcome.Accepted.class).isNotEqualTo(pictures);
        assertThat(MASTODON.posted(text))
                .singleElement()
                .satisfies(it -> assertThat(Stream.of(it.get("media_ids").split(","))
                                .map(id -> MASTODON.upload(id).name()))
                        .containsExactly("1.png", "2.png"));
        assertThat(provider().carries(text, List.of(one, two))).isTrue();
        assertThat(provider().carries(text, List.of(one, film))).isFalse();
        assertThat(provider().carries("", List.of(film))).isTrue();
        assertThat(provider().carries(text, List.of(one, one, one, one, one))).isFalse();
    }

    @Test
    void shouldSayWhyWhenTheServerTakesNoSuchFile() {
        var file = FilesContract.keep(STORE, "a.tiff", "image/tiff", FilesContract.picture());
        assertThat(send(message("Look").with("Look", List.of(file))))
                .isInstanceOfSatisfying(
                        DeliveryOutcome.Refused.class,
                        it -> assertThat(it.failure().reason()).isEqualTo(Reason.CONTENT_NOT_ACCEPTED));
    }

    @ParameterizedTest
    @CsvSource({
        "direct-108, 109, direct, 109",
        "direct-108, , direct, 108",
        "public-108, 109, unlisted, 109",
        ", , direct, ",
        "public-../../x, , direct, "
    })
    void shouldKeepAPrivateThreadPrivate(
            @Nullable String root, @Nullable String answered, String visibility, @Nullable String inReplyTo) {
        // given
        var text = "Visibly " + UUID.randomUUID();
        // when
        send(message(text, KIM, root, answered));
        // then
        assertThat(MASTODON.posted(text)).singleElement().satisfies(post -> {
            assertThat(post).containsEntry("status", "@" + KIM + " " + text).containsEntry("visibility", visibility);
            assertThat(post.get("in_reply_to_id")).isEqualTo(inReplyTo);
        });
    }

    @Test
    void shouldPostOnceWhenTheAnswerWasLost() {
        // given
        var message = acceptable();
        // when
        var first = send(message);
        var again = send(message);
        // then
        assertThat(again).isEqualTo(first);
        assertThat(MASTODON.posted(message.text())).hasSize(1);
    }

    @Test
    void shouldMentionNobodyButTheCustomer() {
        // given
        var text = "Ask @ada@example.org or write to help@example.com " + UUID.randomUUID();
        // when
        send(message(text));
        // then
        assertThat(MASTODON.posted(text.substring(text.lastIndexOf(' '))))
                .singleElement()
                .satisfies(post -> assertThat(post.get("status"))
                        .startsWith("@" + KIM + " Ask @\u200bada@example.org or write to help@example.com "));
    }

    @Test
    void shouldSayThatNobodyGetsAPostThatMentionsNobody() {
        assertThat(send(message("Hello?", "nobody@example.net", null, null)))
                .isInstanceOfSatisfying(
                        DeliveryOutcome.Refused.class,
                        refused -> assertThat(refused.failure().reason()).isEqualTo(Reason.ADDRESS_UNKNOWN));
        assertThat(send(message("Hello?", "+4915112345678", null, null)))
                .isInstanceOfSatisfying(
                        DeliveryOutcome.Refused.class,
                        refused -> assertThat(refused.failure().reason()).isEqualTo(Reason.ADDRESS_UNKNOWN));
    }

    @Test
    void shouldLeaveTheServerAloneUntilItsLimitEnds() {
        // given
        var provider = provider();
        var message = message("limited " + UUID.randomUUID());
        // when
        provider.send(TenantId.DEFAULT, message).await().atMost(PATIENCE);
        var again = provider.send(TenantId.DEFAULT, message).await().atMost(PATIENCE);
        // then
        assertThat(again)
                .isInstanceOfSatisfying(
                        DeliveryOutcome.Deferred.class,
                        deferred -> assertThat(deferred.failure().reason()).isEqualTo(Reason.THROTTLED));
        assertThat(MASTODON.calls(message.text())).isEqualTo(1);
    }

    @Test
    void shouldListenWhereTheServerSaysButNotInTheClear() {
        var json = new ObjectMapper();
        var api = new MastodonApi("https://social.example.com", StandInMastodon.TOKEN, json, PATIENCE);
        var said = json.createObjectNode();
        assertThat(api.streaming(said)).hasToString("https://social.example.com/api/v1/streaming/user/notification");
        var urls = said.putObject("configuration").putObject("urls");
        urls.put("streaming", "wss://streaming.example.com/");
        assertThat(api.streaming(said)).hasToString("https://streaming.example.com/api/v1/streaming/user/notification");
        urls.put("streaming", "ws://streaming.example.com");
        assertThatThrownBy(() -> api.streaming(said)).isInstanceOf(TransientFailure.class);
    }

    @Test
    void shouldFetchNoFileInTheClear() {
        assertThat(provider(MASTODON.baseUrl())
                        .fetch(new Inbound.File(null, "image/png", "http://169.254.169.254/latest"), 100)
                        .await()
                        .atMost(PATIENCE))
                .isEqualTo(new Fetched.Missing("its address is not encrypted."));
    }

    private DeliveryOutcome send(SendMessage message) {
        return provider().send(TenantId.DEFAULT, message).await().atMost(PATIENCE);
    }

    private static SendMessage message(String text) {
        return message(text, KIM, null, null);
    }

    private static SendMessage message(String text, String party, @Nullable String root, @Nullable String answered) {
        var message = Messages.to(Channel.SOCIAL, StandInMastodon.ADDRESS, party, text);
        return new SendMessage(
                new CommandId(UUID.randomUUID()),
                ThreadRef.of(TenantId.DEFAULT, Channel.SOCIAL, StandInMastodon.ADDRESS, party, root),
                message.customerId(),
                new Party(party, null),
                message.author(),
                message.purpose(),
                null,
                text,
                answered == null ? null : new ReplyContext(answered, List.of()),
                message.requestedAt());
    }

    private static MastodonProvider provider(String baseUrl) {
        return new MastodonProvider(
                PublicReplies.UNLISTED,
                4,
                new MastodonParser(StandInMastodon.ADDRESS, StandInMastodon.SERVER),
                new OutgoingFiles(STORE),
                new MastodonApi(baseUrl, StandInMastodon.TOKEN, new ObjectMapper(), Duration.ofSeconds(5)),
                new ObjectMapper(),
                Clock.systemUTC());
    }
}
