package io.rapport.routing.conversation.model;

import static io.rapport.routing.Example.ADA;
import static io.rapport.routing.Example.BEN;
import static io.rapport.routing.Example.NOW;
import static io.rapport.routing.Example.TENANT;
import static io.rapport.routing.Example.agent;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.contracts.conversations.AcceptOffer;
import io.rapport.contracts.conversations.ClaimConversation;
import io.rapport.contracts.conversations.CommandRejected;
import io.rapport.contracts.conversations.ConversationAssigned;
import io.rapport.contracts.conversations.ConversationCommand;
import io.rapport.contracts.conversations.ConversationContinued;
import io.rapport.contracts.conversations.ConversationEvent;
import io.rapport.contracts.conversations.ConversationOffered;
import io.rapport.contracts.conversations.ConversationOpened;
import io.rapport.contracts.conversations.ConversationQueued;
import io.rapport.contracts.conversations.ConversationReopened;
import io.rapport.contracts.conversations.ConversationResolved;
import io.rapport.contracts.conversations.ConversationSnoozed;
import io.rapport.contracts.conversations.ConversationTransferred;
import io.rapport.contracts.conversations.DeclineOffer;
import io.rapport.contracts.conversations.FirstReplyGiven;
import io.rapport.contracts.conversations.OfferDeclined;
import io.rapport.contracts.conversations.ResolveConversation;
import io.rapport.contracts.conversations.SlaBreached;
import io.rapport.contracts.conversations.SlaWarned;
import io.rapport.contracts.conversations.SnoozeConversation;
import io.rapport.contracts.conversations.TransferConversation;
import io.rapport.contracts.interactions.Automation;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.MessagePurpose;
import io.rapport.contracts.value.Presence;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.routing.Example;
import io.rapport.routing.assignment.model.Agent;
import io.rapport.routing.assignment.model.AssignmentPolicy;
import io.rapport.routing.assignment.model.Roster;
import io.rapport.routing.conversation.model.ConversationState.Assigned;
import io.rapport.routing.conversation.model.ConversationState.Offered;
import io.rapport.routing.conversation.model.ConversationState.Queued;
import io.rapport.routing.conversation.model.ConversationState.Resolved;
import io.rapport.routing.conversation.model.ConversationState.Snoozed;
import io.rapport.routing.conversation.model.ConversationState.Unopened;
import io.rapport.routing.sla.model.FirstReplyPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RouterTest {
    private static final ConversationKey KEY = new ConversationKey(TENANT, new ConversationId(new UUID(0, 0xc0)));
    private static final Duration OFFER = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final RoutingPolicy POLICY =
            new RoutingPolicy(new AssignmentPolicy(OFFER, PAUSE), new FirstReplyPolicy(Duration.ofHours(1), 0.8));

    private final ThreadRef thread = Example.thread("root-1");
    private Roster roster = new Roster(TENANT, List.of());
    private Instant now = NOW;
    private Conversation conversation;
    private final List<ConversationEvent> told = new ArrayList<>();

    // ---- messages

    @Test
    void shouldOpenAndAssignWithTwoEventsWhenAnAgentTakesWorkAtOnce() {
        // given
        agents(agent(ADA, "Ada", 1, 10), agent(BEN, "Ben", 0, 10));

        // when
        customerWrites();

        // then
        assertThat(types()).containsExactly(ConversationOpened.class, ConversationAssigned.class);
        assertThat(conversation.state()).isEqualTo(new Assigned(BEN));
        var opened = (ConversationOpened) told.getFirst();
        assertThat(opened.firstReplyDueAt()).isEqualTo(NOW.plus(Duration.ofHours(1)));
        assertThat(opened.customer().name()).isEqualTo("Mia Example");
        assertThat(opened.subject()).isEqualTo("Parcel");
        assertThat(opened.explanation().text()).contains("60 minutes");
        assertThat(roster.find(BEN).open()).isOne();
    }

    @Test
    void shouldOfferWithAnEndWhenTheAgentWantsToBeAsked() {
        agents(asked(ADA, "Ada"));

        customerWrites();

        assertThat(types()).containsExactly(ConversationOpened.class, ConversationOffered.class);
        assertThat(((ConversationOffered) told.getLast()).expiresAt()).isEqualTo(NOW.plus(OFFER));
        assertThat(roster.find(ADA).open()).as("an offer counts").isOne();
        assertThat(conversation.nextTimerAt()).isEqualTo(NOW.plus(OFFER));
    }

    @Test
    void shouldQueueWithTheReasonWhenNobodyIsThere() {
        customerWrites();

        assertThat(types()).containsExactly(ConversationOpened.class, ConversationQueued.class);
        assertThat(((ConversationQueued) told.getLast()).explanation().rule()).isEqualTo("nobody-available");
        assertThat(conversation.nextTimerAt()).as("only the clock").isEqualTo(NOW.plus(Duration.ofMinutes(48)));
    }

    @Test
    void shouldOnlyContinueWhenItIsOpen() {
        // given
        agents(agent(ADA, "Ada", 0, 10));
        customerWrites();
        var clock = conversation.clock();

        // when
        later(Duration.ofMinutes(5));
        customerWrites();

        // then
        assertThat(types()).endsWith(ConversationContinued.class).hasSize(3);
        assertThat(conversation.clock()).isEqualTo(clock);
        assertThat(roster.find(ADA).open()).isOne();
        assertThat(conversation.customerVersion()).isEqualTo(3);
    }

    @Test
    void shouldContinueWithoutMovingAnythingWhenTheMessageIsAutomatic() {
        agents(agent(ADA, "Ada", 0, 10));
        customerWrites();

        writes(Automation.AUTO_REPLY);

        assertThat(types()).endsWith(ConversationContinued.class);
        assertThat(conversation.customerVersion())
                .as("nothing a person must have read")
                .isOne();
    }

    @Test
    void shouldReopenWithANewClockAndThePreviousAgentFirst() {
        // given Ben is less loaded, but Ada had it
        agents(agent(ADA, "Ada", 0, 10), agent(BEN, "Ben", 1, 10));
        customerWrites();
        agentReplies(NOW.plusSeconds(60));
        asks(resolve(ADA));
        roster.move(null, ADA, now);
        roster.move(null, ADA, now);

        // when
        later(Duration.ofDays(1));
        customerWrites();

        // then
        assertThat(types())
                .endsWith(ConversationResolved.class, ConversationReopened.class, ConversationAssigned.class);
        assertThat(((ConversationReopened) told.get(told.size() - 2)).firstReplyDueAt())
                .isEqualTo(now.plus(Duration.ofHours(1)));
        assertThat(conversation.state()).isEqualTo(new Assigned(ADA));
        assertThat(((ConversationAssigned) told.getLast()).explanation().rule()).isEqualTo("previous-agent");
    }

    @Test
    void shouldRerouteReopenedWorkWhenThePreviousAgentIsOffline() {
        // given
        agents(agent(ADA, "Ada", 0, 10), agent(BEN, "Ben", 5, 10));
        customerWrites();
        asks(resolve(ADA));
        roster.put(roster.find(ADA).presence(Presence.OFFLINE, now));

        // when
        customerWrites();

        // then
        assertThat(conversation.state()).isEqualTo(new Assigned(BEN));
        assertThat(((ConversationAssigned) told.getLast()).explanation().text())
                .startsWith("Ada, who had it before, is not available.");
    }

    @Test
    void shouldStayResolvedWhenOnlyAMachineAnswers() {
        agents(agent(ADA, "Ada", 0, 10));
        customerWrites();
        asks(resolve(ADA));
        int before = told.size();

        writes(Automation.AUTO_REPLY);
        writes(Automation.BOUNCE);

        assertThat(told).hasSize(before);
        assertThat(conversation.state()).isInstanceOf(Resolved.class);
    }

    @Test
    void shouldReopenWhenAGeneratedMessageIsNoAnswerToOurs() {
        agents(agent(ADA, "Ada", 0, 10));
        customerWrites();
        asks(resolve(ADA));

        writes(Automation.AUTO_GENERATED);

        assertThat(types()).contains(ConversationReopened.class);
    }

    @Test
    void shouldWakeWhenTheCustomerWrites() {
        agents(agent(ADA, "Ada", 0, 10));
        customerWrites();
        asks(snooze(ADA, NOW.plus(Duration.ofHours(5))));
        assertThat(roster.find(ADA).open()).as("a sleeping one is no load").isZero();

        customerWrites();

        assertThat(types())
                .endsWith(ConversationSnoozed.class, ConversationContinued.class, ConversationAssigned.class);
        assertThat(conversation.state()).isEqualTo(new Assigned(ADA));
        assertThat(roster.find(ADA).open()).isOne();
    }

    @Test
    void shouldSleepOnWhenOnlyAMachineAnswers() {
        agents(agent(ADA, "Ada", 0, 10));
        customerWrites();
        asks(snooze(ADA, NOW.plus(Duration.ofHours(5))));

        writes(Automation.AUTO_REPLY);

        assertThat(conversation.state()).isInstanceOf(Snoozed.class);
    }

    // ---- replies and the clock

    @Test
    void shouldTellTheFirstReplyOnce() {
        agents(agent(ADA, "Ada", 0, 10));
        customerWrites();

        agentReplies(NOW.plus(Duration.ofMinutes(10)));
        agentReplies(NOW.plus(Duration.ofMinutes(20)));

        assertThat(types()).endsWith(ConversationAssigned.class, FirstReplyGiven.class);
        var given = (FirstReplyGiven) told.getLast();
        assertThat(given.inTime()).isTrue();
        assertThat(given.agentId()).isEqualTo(ADA);
        assertThat(given.at()).isEqualTo(NOW.plus(Duration.ofMinutes(10)));
        assertThat(conversation.nextTimerAt()).isNull();
    }

    @Test
    void shouldTellThatTheFirstReplyIsLateWhenTheClockRanOut() {
        agents(agent(ADA, "Ada", 0, 10));
        customerWrites();
        later(Duration.ofMinutes(61));
        ticks();

        agentReplies(now);

        assertThat(types()).endsWith(SlaBreached.class, FirstReplyGiven.class);
        assertThat(((FirstReplyGiven) told.getLast()).inTime()).isFalse();
    }

    @Test
    void shouldNotCountContactThatWeStartAsAReply() {
        agents(agent(ADA, "Ada", 0, 10));
        customerWrites();

        weWrite(MessagePurpose.SURVEY, NOW.plusSeconds(5));

        assertThat(types()).hasSize(2);
        assertThat(conversation.lastReply()).isNull();
    }

    @Test
    void shouldRememberAReplyThatIsReportedBeforeTheMessageItAnswers() {
        // given
        agents(agent(ADA, "Ada", 0, 10));
        agentReplies(NOW.plusSeconds(90));
        assertThat(told).isEmpty();
        assertThat(conversation.state()).isInstanceOf(Unopened.class);

        // when
        customerWrites();

        // then
        assertThat(types())
                .containsExactly(ConversationOpened.class, ConversationAssigned.class, FirstReplyGiven.class);
        assertThat(conversation.nextTimerAt()).isNull();
    }

    @Test
    void shouldNotCountOurOwnFirstContactAsAReplyWhenTheCustomerAnswersLater() {
        agents(agent(ADA, "Ada", 0, 10));
        weWrite(MessagePurpose.REPLY, NOW.minusSeconds(3600));

        customerWrites();

        assertThat(types()).containsExactly(ConversationOpened.class, ConversationAssigned.class);
        assertThat(conversation.customer().name())
                .as("as the customer writes it")
                .isEqualTo("Mia Example");
    }

    @Test
    void shouldNotOpenWhenAMachineAnswersWhatWeStarted() {
        weWrite(MessagePurpose.SURVEY, NOW.minusSeconds(5));

        writes(Automation.AUTO_REPLY);

        assertThat(told).isEmpty();
    }

    @Test
    void shouldOpenWhenAMachineWritesFirst() {
        writes(Automation.AUTO_REPLY);

        assertThat(types()).startsWith(ConversationOpened.class);
    }

    @Test
    void shouldTellTheFirstReplyWhenItIsReportedAfterResolving() {
        agents(agent(ADA, "Ada", 0, 10));
        customerWrites();
        asks(resolve(ADA));

        agentReplies(NOW.plusSeconds(30));

        assertThat(types()).endsWith(ConversationResolved.class, FirstReplyGiven.class);
    }

    @Test
    void shouldNotTakeAReplyToAnOlderMessageForOneToTheReopening() {
        agents(agent(ADA, "Ada", 0, 10));
        customerWrites();
        asks(resolve(ADA));
        later(Duration.ofHours(2));
        customerWrites();

        agentReplies(NOW.plusSeconds(30));

        assertThat(types()).doesNotContain(FirstReplyGiven.class);
    }

    @Test
    void shouldWarnThenBreachOnceEach() {
        agents(agent(ADA, "Ada", 0, 10));
        customerWrites();

        later(Duration.ofMinutes(48));
        ticks();
        ticks();
        later(Duration.ofMinutes(12));
        ticks();
        ticks();

        assertThat(types()).endsWith(ConversationAssigned.class, SlaWarned.class, SlaBreached.class);
        assertThat(((SlaWarned) told.get(2)).explanation().text()).contains("12 minutes left");
        assertThat(((SlaBreached) told.get(3)).explanation().text()).contains("60 minutes");
    }

    @Test
    void shouldLeaveTheClockAloneWhenResolved() {
        agents(agent(ADA, "Ada", 0, 10));
        customerWrites();
        asks(resolve(ADA));
        later(Duration.ofHours(3));

        ticks();

        assertThat(types()).doesNotContain(SlaWarned.class, SlaBreached.class);
        assertThat(conversation.nextTimerAt()).isNull();
    }

    // ---- offers

    @Test
    void shouldAssignWhenTheOfferIsAccepted() {
        agents(asked(ADA, "Ada"));
        customerWrites();

        asks(accept(ADA));

        assertThat(conversation.state()).isEqualTo(new Assigned(ADA));
        assertThat(((ConversationAssigned) told.getLast()).explanation().text()).isEqualTo("Ada accepted the offer.");
        assertThat(roster.find(ADA).open()).isOne();
    }

    @Test
    void shouldOfferToTheNextWhenOneDeclines() {
        agents(asked(ADA, "Ada"), asked(BEN, "Ben"));
        customerWrites();
        var first = offeredTo();

        asks(decline(first));

        assertThat(types()).endsWith(ConversationOffered.class, OfferDeclined.class, ConversationOffered.class);
        assertThat(offeredTo()).isNotEqualTo(first);
        assertThat(roster.find(first).open()).isZero();
        assertThat(((OfferDeclined) told.get(2)).expired()).isFalse();
    }

    @Test
    void shouldQueueForAPauseWhenEverybodyDeclined() {
        // given
        agents(asked(ADA, "Ada"), asked(BEN, "Ben"));
        customerWrites();
        asks(decline(offeredTo()));

        // when
        asks(decline(offeredTo()));

        // then
        assertThat(types()).endsWith(OfferDeclined.class, ConversationQueued.class);
        assertThat(((ConversationQueued) told.getLast()).explanation().rule()).isEqualTo("everybody-asked");
        assertThat(((Queued) conversation.state()).since())
                .as("keeps its place")
                .isEqualTo(NOW);
        drains();
        assertThat(conversation.state()).as("nobody is asked twice in a round").isInstanceOf(Queued.class);

        // when the pause is over
        later(PAUSE);
        ticks();

        // then
        assertThat(conversation.state()).isInstanceOf(Offered.class);
    }

    @Test
    void shouldOfferToTheNextWhenAnOfferRunsOut() {
        agents(asked(ADA, "Ada"), asked(BEN, "Ben"));
        customerWrites();
        var first = offeredTo();

        ticks();
        assertThat(types()).as("too early").hasSize(2);
        later(OFFER);
        ticks();

        assertThat(((OfferDeclined) told.get(2)).expired()).isTrue();
        assertThat(offeredTo()).isNotEqualTo(first);
    }

    @Test
    void shouldWithdrawTheOfferWhenTheAgentLeaves() {
        agents(asked(ADA, "Ada"), agent(BEN, "Ben", 3, 10));
        customerWrites();
        roster.put(roster.find(ADA).presence(Presence.AWAY, now));

        keep(router().withdrawn(conversation, ADA));

        assertThat(types()).endsWith(OfferDeclined.class, ConversationAssigned.class);
        assertThat(((OfferDeclined) told.get(2)).explanation().rule()).isEqualTo("agent-left");
        assertThat(conversation.state()).isEqualTo(new Assigned(BEN));
        assertThat(roster.find(ADA).open()).isZero();
    }

    @Test
    void shouldAskAnAgentAgainWhoCameBackAfterAWithdrawal() {
        agents(asked(ADA, "Ada"));
        customerWrites();
        roster.put(roster.find(ADA).presence(Presence.AWAY, now));
        keep(router().withdrawn(conversation, ADA));
        roster.put(roster.find(ADA).presence(Presence.AVAILABLE, now));

        drains();

        assertThat(offeredTo()).isEqualTo(ADA);
    }

    @Test
    void shouldLeaveAssignedWorkWhenTheAgentLeaves() {
        agents(agent(ADA, "Ada", 0, 10));
        customerWrites();

        keep(router().withdrawn(conversation, ADA));

        assertThat(conversation.state()).isEqualTo(new Assigned(ADA));
    }

    @Test
    void shouldTellNothingWhenThereIsStillNobodyToDrainTo() {
        customerWrites();

        drains();

        assertThat(types()).hasSize(2);
    }

    // ---- commands

    @Test
    void shouldRejectAcceptingWhenTheOfferIsWithAnother() {
        agents(asked(ADA, "Ada"));
        customerWrites();

        asks(accept(BEN));

        assertThat(rejection()).isEqualTo("offer-over");
        assertThat(((CommandRejected) told.getLast()).explanation().text())
                .isEqualTo("There is no offer to you any more. It is offered to Ada.");
        assertThat(offeredTo()).isEqualTo(ADA);
    }

    @Test
    void shouldAnswerARepeatedCommandOnce() {
        agents(asked(ADA, "Ada"));
        customerWrites();
        var command = accept(ADA);
        asks(command);
        int answered = told.size();

        asks(command);

        assertThat(told).hasSize(answered);
    }

    @Test
    void shouldForgetOnlyTheOldestAnswersWhenThereAreMany() {
        agents(asked(ADA, "Ada"));
        customerWrites();
        for (int i = 0; i < 50; i++) {
            asks(accept(BEN));
        }

        assertThat(conversation.answered()).hasSize(20);
        assertThat(conversation.version()).isEqualTo(52);
    }

    @Test
    void shouldLetAnAgentClaimWhatWaits() {
        agents(agent(ADA, "Ada", 10, 10));
        customerWrites();

        asks(claim(ADA));

        assertThat(conversation.state()).isEqualTo(new Assigned(ADA));
        assertThat(roster.find(ADA).open()).as("by hand, beyond capacity").isEqualTo(11);
    }

    @Test
    void shouldLetAnAgentClaimWhatIsOfferedToThem() {
        agents(asked(ADA, "Ada"));
        customerWrites();

        asks(claim(ADA));

        assertThat(conversation.state()).isEqualTo(new Assigned(ADA));
    }

    @Test
    void shouldTellNothingWhenTheAgentHasItAlready() {
        // given
        agents(asked(ADA, "Ada"));
        customerWrites();
        asks(accept(ADA));
        var before = List.copyOf(told);

        // when
        asks(accept(ADA));
        asks(claim(ADA));

        // then
        assertThat(told).isEqualTo(before);
        assertThat(conversation.state()).isEqualTo(new Assigned(ADA));
    }

    @Test
    void shouldRejectClaimingWhatAnotherHas() {
        agents(agent(ADA, "Ada", 0, 10), agent(BEN, "Ben", 5, 10));
        customerWrites();

        asks(claim(BEN));

        assertThat(rejection()).isEqualTo("not-waiting");
    }

    @Test
    void shouldRejectClaimingWhenTheAgentIsUnknownOrInactive() {
        agents(agent(BEN, "Ben", 0, 10).profile("Ben", 10, true, false, NOW));
        customerWrites();

        asks(claim(ADA));
        assertThat(rejection()).isEqualTo("agent-not-active");
        asks(claim(BEN));
        assertThat(rejection()).isEqualTo("agent-not-active");
    }

    @Test
    void shouldTransferBeyondCapacityWhenTheAgentHandsItOver() {
        agents(agent(ADA, "Ada", 0, 10), agent(BEN, "Ben", 1, 1));
        customerWrites();

        asks(transfer(ADA, BEN));

        assertThat(told.getLast()).isInstanceOfSatisfying(ConversationTransferred.class, transferred -> {
            assertThat(transferred.fromAgentId()).isEqualTo(ADA);
            assertThat(transferred.toAgentId()).isEqualTo(BEN);
            assertThat(transferred.explanation().text()).isEqualTo("Ada handed it to Ben.");
        });
        assertThat(roster.find(ADA).open()).isZero();
        assertThat(roster.find(BEN).open()).isEqualTo(2);
        assertThat(conversation.lastAgent()).isEqualTo(BEN);
    }

    @Test
    void shouldRejectTransferWhenAnotherAvailableAgentHasIt() {
        agents(agent(ADA, "Ada", 0, 10), agent(BEN, "Ben", 5, 10));
        customerWrites();

        asks(transfer(BEN, BEN));

        assertThat(rejection()).isEqualTo("held-by-another");
    }

    @Test
    void shouldLetOthersTakeOverWhenTheHolderIsGone() {
        agents(agent(ADA, "Ada", 0, 10), agent(BEN, "Ben", 5, 10));
        customerWrites();
        roster.put(roster.find(ADA).presence(Presence.OFFLINE, now));

        asks(transfer(BEN, BEN));

        assertThat(conversation.state()).isEqualTo(new Assigned(BEN));
    }

    @Test
    void shouldRejectTransferWhenTheTargetCannotTakeItOrHasIt() {
        agents(agent(ADA, "Ada", 0, 10), agent(BEN, "Ben", 0, 10).profile("Ben", 10, true, false, NOW));
        customerWrites();

        asks(transfer(ADA, BEN));
        assertThat(rejection()).isEqualTo("agent-not-active");
        asks(transfer(ADA, ADA));
        assertThat(rejection()).isEqualTo("already-there");
    }

    @Test
    void shouldAssignWhenWaitingWorkIsHandedToSomebody() {
        agents(agent(BEN, "Ben", 10, 10));
        customerWrites();

        asks(transfer(ADA, BEN));

        assertThat(told.getLast()).isInstanceOf(ConversationAssigned.class);
        assertThat(conversation.state()).isEqualTo(new Assigned(BEN));
    }

    @Test
    void shouldResolveAndFreeTheAgent() {
        agents(agent(ADA, "Ada", 0, 1));
        customerWrites();

        asks(resolve(ADA));

        assertThat(told.getLast()).isInstanceOfSatisfying(ConversationResolved.class, resolved -> {
            assertThat(resolved.agentId()).isEqualTo(ADA);
            assertThat(resolved.thread()).isEqualTo(thread);
        });
        assertThat(roster.find(ADA).open()).isZero();
        assertThat(roster.gainedRoom()).isTrue();
    }

    @Test
    void shouldLetAnybodyResolveWhatWaitsButNotWhatAnotherHas() {
        customerWrites();
        asks(resolve(BEN));
        assertThat(conversation.state()).isInstanceOf(Resolved.class);

        agents(agent(ADA, "Ada", 0, 10));
        customerWrites();
        asks(resolve(BEN));
        assertThat(rejection()).isEqualTo("held-by-another");
    }

    @Test
    void shouldRejectResolvingWhenItIsResolvedAlready() {
        agents(agent(ADA, "Ada", 0, 10));
        customerWrites();
        asks(resolve(ADA));

        asks(resolve(ADA));

        assertThat(((CommandRejected) told.getLast()).explanation().text()).endsWith("It is resolved.");
    }

    @Test
    void shouldRejectResolvingWhenTheCustomerWroteSince() {
        // given Ada looks at version 2
        agents(agent(ADA, "Ada", 0, 10));
        customerWrites();
        customerWrites();

        // when
        asks(new ResolveConversation(command(), conversation.id(), ADA, 2L, now, List.of()));

        // then
        assertThat(rejection()).isEqualTo("not-read");
    }

    @Test
    void shouldResolveFromAnOldVersionWhenTheLatestMessageWasRead() {
        // given Ada looks at version 1, and at both messages
        agents(agent(ADA, "Ada", 0, 10));
        var first = UUID.randomUUID();
        var second = UUID.randomUUID();
        writes(first, Automation.NONE);
        writes(second, Automation.NONE);

        // when
        asks(new ResolveConversation(command(), conversation.id(), ADA, 1L, now, List.of(first, second)));

        // then
        assertThat(conversation.state()).isEqualTo(new Resolved());
    }

    @Test
    void shouldNotReopenForAMessageThatWasReadBeforeAndComesLater() {
        // given Ada has read a message that has not come here
        agents(agent(ADA, "Ada", 0, 10));
        var read = UUID.randomUUID();
        customerWrites();
        asks(new ResolveConversation(command(), conversation.id(), ADA, 2L, now, List.of(read)));

        // when
        writes(read, Automation.NONE);

        // then
        assertThat(conversation.state()).isEqualTo(new Resolved());
        assertThat(((ConversationContinued) told.getLast()).explanation().rule())
                .isEqualTo("read-before");

        // when
        customerWrites();

        // then
        assertThat(types()).endsWith(ConversationReopened.class, ConversationAssigned.class);
    }

    @Test
    void shouldResolveFromAnOldVersionWhenNothingThatMattersChanged() {
        // given only a warning came since
        agents(agent(ADA, "Ada", 0, 10));
        customerWrites();
        later(Duration.ofMinutes(50));
        ticks();

        // when
        asks(new ResolveConversation(command(), conversation.id(), ADA, 2L, now, List.of()));

        // then
        assertThat(conversation.state()).isInstanceOf(Resolved.class);
    }

    @Test
    void shouldSnoozeAndComeBackToTheSameAgent() {
        agents(agent(ADA, "Ada", 0, 10), agent(BEN, "Ben", 0, 10));
        customerWrites();
        agentReplies(now);
        var holder = ((Assigned) conversation.state()).agent();
        asks(snooze(holder, now.plus(Duration.ofHours(2))));
        assertThat(conversation.nextTimerAt()).isEqualTo(now.plus(Duration.ofHours(2)));

        later(Duration.ofHours(2));
        ticks();

        assertThat(conversation.state()).isEqualTo(new Assigned(holder));
        assertThat(((ConversationAssigned) told.getLast()).explanation().rule()).isEqualTo("previous-agent");
    }

    @Test
    void shouldRejectSnoozingUntilThePast() {
        agents(agent(ADA, "Ada", 0, 10));
        customerWrites();

        asks(snooze(ADA, now));

        assertThat(rejection()).isEqualTo("until-passed");
    }

    @Test
    void shouldKeepVersionsGaplessThroughALongLife() {
        agents(asked(ADA, "Ada"), asked(BEN, "Ben"));
        customerWrites();
        asks(decline(offeredTo()));
        asks(accept(offeredTo()));
        asks(claim(BEN));
        agentReplies(now);
        var holder = ((Assigned) conversation.state()).agent();
        asks(snooze(holder, now.plusSeconds(60)));
        customerWrites();
        asks(accept(offeredTo()));
        asks(resolve(((Assigned) conversation.state()).agent()));
        customerWrites();

        assertThat(told.stream().map(ConversationEvent::version).toList())
                .isEqualTo(java.util.stream.LongStream.rangeClosed(1, told.size())
                        .boxed()
                        .toList());
        assertThat(conversation.version()).isEqualTo(told.size());
    }

    // ---- the world of a test

    private void agents(Agent... agents) {
        roster = new Roster(TENANT, List.of(agents));
    }

    private static Agent asked(AgentId id, String name) {
        return agent(id, name, 0, 10).profile(name, 10, false, true, NOW);
    }

    private Router router() {
        return new Router(roster, POLICY, now);
    }

    private void later(Duration duration) {
        now = now.plus(duration);
    }

    private void customerWrites() {
        writes(Automation.NONE);
    }

    private void writes(Automation automation) {
        writes(UUID.randomUUID(), automation);
    }

    private void writes(UUID event, Automation automation) {
        var message = Example.received(thread, automation, now);
        keep(router().received(
                        conversation == null ? Conversation.of(KEY, message) : conversation,
                        conversation == null,
                        event,
                        message));
    }

    private void agentReplies(Instant at) {
        weWrite(MessagePurpose.REPLY, at);
    }

    private void weWrite(MessagePurpose purpose, Instant at) {
        var message = Example.sent(thread, purpose, at);
        keep(router().sent(conversation == null ? Conversation.of(KEY, message) : conversation, message));
    }

    private void asks(ConversationCommand command) {
        keep(router().asked(conversation, command));
    }

    private void ticks() {
        keep(router().ticked(conversation));
    }

    private void drains() {
        keep(router().drained(conversation));
    }

    private void keep(Decision decision) {
        conversation = decision.conversation();
        told.addAll(decision.events());
    }

    private List<Class<?>> types() {
        var types = new ArrayList<Class<?>>();
        told.forEach(event -> types.add(event.getClass()));
        return types;
    }

    private AgentId offeredTo() {
        return ((Offered) conversation.state()).agent();
    }

    private String rejection() {
        return ((CommandRejected) told.getLast()).explanation().rule();
    }

    private static CommandId command() {
        return new CommandId(UUID.randomUUID());
    }

    private AcceptOffer accept(AgentId by) {
        return new AcceptOffer(command(), conversation.id(), by, null, now);
    }

    private DeclineOffer decline(AgentId by) {
        return new DeclineOffer(command(), conversation.id(), by, null, now);
    }

    private ClaimConversation claim(AgentId by) {
        return new ClaimConversation(command(), conversation.id(), by, null, now);
    }

    private TransferConversation transfer(AgentId by, AgentId to) {
        return new TransferConversation(command(), conversation.id(), by, null, now, to);
    }

    private ResolveConversation resolve(AgentId by) {
        return new ResolveConversation(command(), conversation.id(), by, null, now, List.of());
    }

    private SnoozeConversation snooze(AgentId by, Instant until) {
        return new SnoozeConversation(command(), conversation.id(), by, null, now, until);
    }
}
