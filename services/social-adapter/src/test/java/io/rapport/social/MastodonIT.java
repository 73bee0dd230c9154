package io.rapport.social;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.Event;
import io.rapport.contracts.Topics;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.ReplyContext;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.platform.channel.provider.Messages;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.platform.testkit.InjectTestLog;
import io.rapport.platform.testkit.PlatformResource;
import io.rapport.platform.testkit.TestLog;
import io.rapport.social.provider.mastodon.StandInMastodon;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(NetworksResource.class)
class MastodonIT {
    private static final String OUTBOUND = Topics.outbound(Channel.SOCIAL);

    private final String customer = "kim" + UUID.randomUUID().toString().substring(0, 8) + "@example.net";

    @InjectTestLog
    TestLog log;

    StandInMastodon mastodon;

    @Inject
    PayloadStore store;

    @BeforeEach
    void awaitTheStream() {
        var checkpoint = "mastodon-" + DeterministicId.of(StandInMastodon.ADDRESS);
        log.await(
                "the stream",
                () -> mastodon.streamed() > 0
                        && store.state(TenantId.DEFAULT, checkpoint).isPresent());
    }

    @Test
    void shouldTellAPublicPostAndAPrivateOneAsDifferentThreads() {
        // when
        var inPublic = mastodon.mention(customer, "public", null, "<p>Where is my <b>order</b>?</p>");
        var answer = mastodon.mention(customer, "unlisted", inPublic, "<p>Anybody?</p>");
        var inPrivate = mastodon.mention(customer, "direct", inPublic, "<p>It is number 7</p>");
        // then
        var first = told(inPublic);
        assertThat(first.path("content").path("text").asText()).isEqualTo("Where is my order?");
        assertThat(first.path("thread").path("root").asText()).isEqualTo("public-" + inPublic);
        assertThat(told(answer).path("thread")).isEqualTo(first.path("thread"));
        assertThat(told(inPrivate).path("thread").path("root").asText()).isEqualTo("direct-" + inPublic);
        assertThat(told(inPrivate).path("thread").path("id"))
                .isNotEqualTo(first.path("thread").path("id"));
        assertThat(told(inPrivate).path("customerId")).isEqualTo(first.path("customerId"));
    }

    @Test
    void shouldKeepPictures() {
        // when
        var status = mastodon.mention(customer, "direct", null, "<p>Look</p>", "1.png");
        // then
        var file = told(status).path("content").path("attachments").path(0);
        assertThat(file.path("mediaType").asText()).isEqualTo("image/png");
        assertThat(store.get(TenantId.DEFAULT, file.path("contentId").asText())).hasValue(StandInMastodon.PICTURE);
    }

    @Test
    void shouldTellWhatCameDuringAnOutageInOrderAndOnce() {
        // given
        mastodon.goAway();
        var one = mastodon.mention(customer, "direct", null, "<p>One</p>");
        var two = mastodon.mention(customer, "direct", one, "<p>Two</p>");
        // when
        mastodon.comeBack();
        // then
        told(two);
        told(mastodon.mention(customer, "direct", two, "<p>Three</p>"));
        assertThat(log.records(Topics.INTERACTIONS).stream()
                        .map(log::json)
                        .filter(it -> it.path("from").path("address").asText().equals(customer))
                        .map(it -> it.path("content").path("text").asText()))
                .containsExactly("One", "Two", "Three");
        assertThat(log.records(Topics.INTERACTIONS).stream()
                        .map(log::json)
                        .filter(it -> it.path("content").path("text").asText().equals(NetworksResource.BEFORE)))
                .isEmpty();
    }

    @Test
    void shouldListenAnewWhenTheStreamFallsSilent() {
        // given
        told(mastodon.mention(customer, "direct", null, "<p>Heard</p>"));
        int before = mastodon.streamed();
        // when: nobody looks for a minute without being told
        mastodon.fallSilent();
        var unheard = mastodon.mention(customer, "direct", null, "<p>Unheard</p>");
        // then
        told(unheard);
        log.await("that somebody listens again", () -> mastodon.streamed() > before);
        told(mastodon.mention(customer, "direct", unheard, "<p>Heard again</p>"));
    }

    @Test
    void shouldCountWhatIsNoMessage() {
        // when
        mastodon.notice("favourite", customer);
        mastodon.notice("of_next_year", customer);
        mastodon.mention("bot" + customer, "public", null, "<p>Beep</p>");
        told(mastodon.mention(customer, "direct", null, "<p>Afterwards</p>"));
        // then
        given().get("/q/metrics")
                .then()
                .body(containsString("kind=\"favourite\""))
                .body(containsString("kind=\"of_next_year\""))
                .body(containsString("kind=\"bot\""));
    }

    @Test
    void shouldAnswerInTheThreadOnceWhenTheCommandComesTwice() {
        // given
        var asked = mastodon.mention(customer, "direct", null, "<p>Help</p>");
        var thread = told(asked).path("thread");
        var event =
                command("An answer " + UUID.randomUUID(), thread.path("root").asText(), asked);
        assertThat(event.data().thread().id().toString())
                .isEqualTo(thread.path("id").asText());
        // when
        log.send(OUTBOUND, event, event);
        // then
        log.delivery(event, DeliveryStatus.SENT, 2);
        assertThat(mastodon.posted(event.data().text()))
                .singleElement()
                .satisfies(post ->
                        assertThat(post).containsEntry("visibility", "direct").containsEntry("in_reply_to_id", asked));
    }

    @Test
    void shouldPostALongAnswerAsSeveralWithinTheServersLimit() {
        // given
        var tag = UUID.randomUUID().toString();
        var event = command((tag + " and so on. ").repeat(12), "direct-1", "1");
        // when
        log.send(OUTBOUND, event);
        log.delivery(event, DeliveryStatus.SENT, 1);
        // then
        assertThat(mastodon.posted(tag))
                .hasSizeGreaterThan(1)
                .allSatisfy(post ->
                        assertThat(post.get("status")).hasSizeLessThanOrEqualTo(StandInMastodon.MAX_CHARACTERS));
    }

    private JsonNode told(String status) {
        log.await(
                "the status " + status,
                () -> !log.interactions("providerMessageId", status).isEmpty());
        return log.json(log.interactions("providerMessageId", status).getFirst());
    }

    private Event<SendMessage> command(String text, String root, String answered) {
        var message = Messages.to(Channel.SOCIAL, StandInMastodon.ADDRESS, customer, text);
        var thread = ThreadRef.of(TenantId.DEFAULT, Channel.SOCIAL, StandInMastodon.ADDRESS, customer, root);
        return log.event(
                thread.id().value(),
                new SendMessage(
                        message.commandId(),
                        thread,
                        message.customerId(),
                        message.to(),
                        message.author(),
                        message.purpose(),
                        null,
                        text,
                        new ReplyContext(answered, List.of()),
                        message.requestedAt()));
    }
}
