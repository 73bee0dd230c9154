package io.rapport.desk.timeline.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.contracts.conversations.ConversationEvent;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.TenantId;
import io.rapport.desk.timeline.Stories;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConversationTest {
    private final AgentId ada = new AgentId(UUID.randomUUID());
    private final Stories story = new Stories(TenantId.DEFAULT);
    private final List<ConversationEvent> events = List.of(
            story.opened(1),
            story.queued(2),
            story.offered(3, ada),
            story.assigned(4, ada),
            story.replied(5, ada),
            story.resolved(6, ada));

    @Test
    void shouldShowWhereItIsWhenEventsComeInOrder() {
        // when
        var conversation = told(events.subList(0, 4));

        // then
        assertThat(conversation.placement().state()).isEqualTo(ConversationState.ASSIGNED);
        assertThat(conversation.placement().offeredTo()).isNull();
        assertThat(conversation.holder().agent()).isEqualTo(ada);
        assertThat(conversation.firstReply().state()).isEqualTo(SlaState.RUNNING);
        assertThat(conversation.version()).isEqualTo(4);
        assertThat(conversation.heardVersion()).isEqualTo(1);
    }

    @Test
    void shouldEndTheSameWhenEventsComeTwiceAndInAnyOrder() {
        // given
        var expected = told(events);
        var random = new Random(7);

        for (int i = 0; i < 200; i++) {
            var shuffled = new ArrayList<>(events);
            shuffled.addAll(events);
            Collections.shuffle(shuffled, random);

            // when
            var conversation = told(shuffled);

            // then
            assertThat(conversation).isEqualTo(expected);
        }
        assertThat(expected.placement().state()).isEqualTo(ConversationState.RESOLVED);
        assertThat(expected.firstReply().state()).isEqualTo(SlaState.MET);
        assertThat(expected.openedAt()).isEqualTo(Stories.minute(1));
    }

    private Conversation told(List<? extends ConversationEvent> events) {
        var conversation = Conversation.unknown(
                TenantId.DEFAULT, story.conversation, events.getFirst().at());
        for (var event : events) {
            conversation = conversation.with(event);
        }
        return conversation;
    }
}
