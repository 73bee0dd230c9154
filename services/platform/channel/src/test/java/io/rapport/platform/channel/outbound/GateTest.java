package io.rapport.platform.channel.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.Author;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ChannelCapabilities;
import io.rapport.contracts.value.ChannelCapabilities.Late;
import io.rapport.contracts.value.ChannelCapabilities.Late.Form;
import io.rapport.contracts.value.ChannelCapabilities.LongText;
import io.rapport.contracts.value.ChannelCapabilities.Measure;
import io.rapport.contracts.value.ChannelCapabilities.Start;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.capability.SendRules.Passage;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.platform.channel.provider.Messages;
import io.rapport.platform.channel.store.FolderObjectStore;
import io.rapport.platform.channel.store.LastHeard;
import io.rapport.platform.channel.store.PayloadStore;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateTest {
    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Late HUMAN_AGENT =
            new Late(Form.TAG, Duration.ofDays(7).toSeconds(), true);

    @TempDir
    Path folder;

    private final SendMessage message = Messages.to(Channel.SOCIAL, "page", "42", "Hello");
    private LastHeard lastHeard;
    private Gate gate;

    @BeforeEach
    void makeGate() {
        lastHeard = new LastHeard(new PayloadStore(new FolderObjectStore(folder)));
        gate = new Gate(lastHeard, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void shouldLetEverythingGoWhenThereIsNoWindow() {
        assertThat(passage(null, null, message)).isEqualTo(new Passage.Free(null));
    }

    @Test
    void shouldCountTheWindowFromTheLastMessageWhateverOrderTheyComeIn() {
        // given
        heard(NOW.minus(DAY).plusSeconds(1));
        heard(NOW.minus(Duration.ofDays(3)));
        // then
        assertThat(passage(DAY, null, message)).isEqualTo(new Passage.Free(NOW.plusSeconds(1)));
    }

    @Test
    void shouldNameTheRuleWhenTheWindowIsOver() {
        // given
        heard(NOW.minus(DAY));
        // then
        assertThat(passage(DAY, null, message))
                .isInstanceOfSatisfying(
                        Passage.Closed.class,
                        it -> assertThat(it.objection().rule()).isEqualTo("reply-window"));
    }

    @Test
    void shouldLetATemplateGoEvenToWhoNeverWrote() {
        assertThat(passage(DAY, new Late(Form.TEMPLATE, null, false), message)).isEqualTo(new Passage.Late(null));
    }

    @Test
    void shouldLetNoFileGoWithATemplate() {
        // given
        var late = new Late(Form.TEMPLATE, null, false);
        var withFile = message.with(message.text(), List.of(new Attachment("a", "image/png", 1, "sha256:00")));
        // then
        assertThat(passage(DAY, late, withFile))
                .isInstanceOfSatisfying(
                        Passage.Closed.class,
                        it -> assertThat(it.objection().rule()).isEqualTo("template-files"));
        heard(NOW);
        assertThat(passage(DAY, late, withFile)).isInstanceOf(Passage.Free.class);
    }

    @Test
    void shouldLetOnlyPeopleReplyLate() {
        // given
        heard(NOW.minus(Duration.ofDays(2)));
        // then
        assertThat(passage(DAY, HUMAN_AGENT, byAPerson())).isEqualTo(new Passage.Late(NOW.plus(Duration.ofDays(5))));
        assertThat(passage(DAY, HUMAN_AGENT, message))
                .isInstanceOfSatisfying(
                        Passage.Closed.class,
                        it -> assertThat(it.objection().rule()).isEqualTo("humans-only"));
    }

    @Test
    void shouldEndTheLateWindowToo() {
        // given
        heard(NOW.minus(Duration.ofDays(7)));
        // then
        assertThat(passage(DAY, HUMAN_AGENT, byAPerson()))
                .isInstanceOfSatisfying(
                        Passage.Closed.class,
                        it -> assertThat(it.objection().rule()).isEqualTo("late-window"));
    }

    private void heard(Instant at) {
        lastHeard.note(TenantId.DEFAULT, message.thread().id(), at).await().atMost(SOON);
    }

    private Passage passage(@Nullable Duration window, @Nullable Late late, SendMessage asked) {
        var account = new Account(
                "page",
                TenantId.DEFAULT,
                Channel.SOCIAL,
                "page",
                (tenant, it) -> Uni.createFrom().item(new DeliveryOutcome.Accepted("1")),
                new ChannelCapabilities(
                        Start.CUSTOMER,
                        100,
                        Measure.CHARACTERS,
                        LongText.REFUSED,
                        null,
                        window == null ? null : window.toSeconds(),
                        late,
                        null));
        return gate.passage(account, asked).await().atMost(SOON);
    }

    private SendMessage byAPerson() {
        return new SendMessage(
                message.commandId(),
                message.thread(),
                message.customerId(),
                message.to(),
                new Author(new AgentId(UUID.randomUUID()), "Ada Example"),
                message.purpose(),
                null,
                message.text(),
                null,
                message.requestedAt());
    }
}
