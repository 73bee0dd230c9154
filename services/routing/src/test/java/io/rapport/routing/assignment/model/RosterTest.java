package io.rapport.routing.assignment.model;

import static io.rapport.routing.Example.ADA;
import static io.rapport.routing.Example.BEN;
import static io.rapport.routing.Example.CLEO;
import static io.rapport.routing.Example.NOW;
import static io.rapport.routing.Example.TENANT;
import static io.rapport.routing.Example.agent;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.Presence;
import io.rapport.routing.assignment.model.Choice.Chosen;
import io.rapport.routing.assignment.model.Choice.Nobody;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RosterTest {
    @Test
    void shouldChooseTheLeastLoadedWhenSeveralAreAvailable() {
        var choice = roster(agent(ADA, "Ada", 3, 10), agent(BEN, "Ben", 1, 10)).choose(null, Set.of());

        assertThat(chosen(choice)).isEqualTo(BEN);
        assertThat(choice.why().rule()).isEqualTo("least-loaded");
        assertThat(choice.why().text()).isEqualTo("Least loaded of 2 available agents (1 open of 10).");
    }

    @Test
    void shouldChooseWhoWaitsLongestWhenLoadsAreEqual() {
        // given both have two, and Ada got hers last
        var roster = roster(agent(ADA, "Ada", 0, 10), agent(BEN, "Ben", 0, 10));
        for (int i = 0; i < 2; i++) {
            roster.move(null, BEN, NOW.plusSeconds(i));
            roster.move(null, ADA, NOW.plusSeconds(60 + i));
        }

        assertThat(chosen(roster.choose(null, Set.of()))).isEqualTo(BEN);
    }

    @Test
    void shouldPreferWhoNeverHadWorkWhenLoadsAreEqual() {
        var roster = roster(agent(ADA, "Ada", 0, 10), agent(BEN, "Ben", 1, 10));
        roster.move(null, ADA, NOW);

        assertThat(chosen(roster.choose(null, Set.of()))).isEqualTo(BEN);
    }

    @Test
    void shouldNameTheOnlyAgentWhenNobodyElseIsAvailable() {
        var choice = roster(agent(ADA, "Ada", 1, 10)).choose(null, Set.of());

        assertThat(choice.why().text()).isEqualTo("Ada is the only available agent (1 open of 10).");
    }

    @Test
    void shouldPassOverTheFullAwayAndInactive() {
        var roster = roster(
                agent(ADA, "Ada", 2, 2),
                agent(BEN, "Ben", 0, 2).presence(Presence.AWAY, NOW),
                agent(CLEO, "Cleo", 0, 2).profile("Cleo", 2, true, false, NOW));

        var choice = roster.choose(null, Set.of());

        assertThat(choice).isInstanceOf(Nobody.class);
        assertThat(choice.why().text()).isEqualTo("The only available agent has no room for more.");
    }

    @Test
    void shouldSayWhyWhenThereIsNobody() {
        assertThat(roster().choose(null, Set.of()).why().rule()).isEqualTo("nobody-available");
        assertThat(roster(agent(ADA, "Ada", 1, 1), agent(BEN, "Ben", 1, 1))
                        .choose(null, Set.of())
                        .why()
                        .text())
                .isEqualTo("None of the 2 available agents has room for more.");
        assertThat(roster(agent(ADA, "Ada", 0, 1)).choose(null, Set.of(ADA)))
                .isInstanceOfSatisfying(Nobody.class, nobody -> {
                    assertThat(nobody.asked()).isTrue();
                    assertThat(nobody.why().rule()).isEqualTo("everybody-asked");
                });
    }

    @Test
    void shouldAskTheAgentBeforeFirstWhenThereIsRoom() {
        var choice = roster(agent(ADA, "Ada", 5, 10), agent(BEN, "Ben", 0, 10)).choose(ADA, Set.of());

        assertThat(chosen(choice)).isEqualTo(ADA);
        assertThat(choice.why().text()).isEqualTo("Ada had it before and is available (5 open of 10).");
    }

    @Test
    void shouldSayWhyTheAgentBeforeWasPassedOver() {
        var full = roster(agent(ADA, "Ada", 10, 10), agent(BEN, "Ben", 0, 10)).choose(ADA, Set.of());
        var away = roster(agent(ADA, "Ada", 1, 10).presence(Presence.OFFLINE, NOW), agent(BEN, "Ben", 0, 10))
                .choose(ADA, Set.of());

        assertThat(chosen(full)).isEqualTo(BEN);
        assertThat(full.why().text()).startsWith("Ada, who had it before, has no room for more. ");
        assertThat(chosen(away)).isEqualTo(BEN);
        assertThat(away.why().text()).startsWith("Ada, who had it before, is not available. ");
    }

    @Test
    void shouldSpreadEvenlyAndRespectCapacityWhenManyArriveAtOnce() {
        var roster = roster(agent(ADA, "Ada", 0, 100), agent(BEN, "Ben", 0, 100), agent(CLEO, "Cleo", 0, 20));
        var given = new HashMap<AgentId, Integer>();

        for (int i = 0; i < 300; i++) {
            if (roster.choose(null, Set.of()) instanceof Chosen chosen) {
                roster.move(null, chosen.agent().id(), NOW.plusMillis(i));
                given.merge(chosen.agent().id(), 1, Integer::sum);
            }
        }

        assertThat(given).containsEntry(ADA, 100).containsEntry(BEN, 100).containsEntry(CLEO, 20);
        assertThat(roster.room()).isZero();
    }

    @Test
    void shouldKeepTheLoadWhenAConversationStaysWithItsAgent() {
        var roster = roster(agent(ADA, "Ada", 1, 2));

        roster.move(ADA, ADA, NOW);

        assertThat(roster.takeChanged()).isEmpty();
        assertThat(roster.room()).isOne();
    }

    @Test
    void shouldNoticeRoomThatCameUp() {
        assertThat(moved(BEN, ADA)).as("given away").isTrue();
        assertThat(moved(ADA, null)).as("given up").isTrue();
        assertThat(moved(null, ADA)).as("taken").isFalse();
        var arrived = roster(agent(ADA, "Ada", 0, 2).presence(Presence.AWAY, NOW));
        arrived.put(agent(ADA, "Ada", 0, 2));
        assertThat(arrived.gainedRoom()).as("arrived").isTrue();
        var left = roster(agent(ADA, "Ada", 0, 2));
        left.put(agent(ADA, "Ada", 0, 2).presence(Presence.OFFLINE, NOW));
        assertThat(left.gainedRoom()).as("left").isFalse();
        var grown = roster(agent(ADA, "Ada", 2, 2));
        grown.put(agent(ADA, "Ada", 2, 3));
        assertThat(grown.gainedRoom()).as("more capacity").isTrue();
    }

    @Test
    void shouldIgnoreOlderNewsOfAnAgent() {
        var agent = Agent.unknown(TENANT, ADA)
                .profile("Ada", 5, true, true, NOW)
                .presence(Presence.AVAILABLE, NOW)
                .presence(Presence.OFFLINE, NOW.minusSeconds(1))
                .profile("Old", 1, false, false, NOW.minusSeconds(1));

        assertThat(agent.isAvailable()).isTrue();
        assertThat(agent.name()).isEqualTo("Ada");
    }

    @Test
    void shouldGiveNoWorkToSomebodyOfWhomNothingIsKnown() {
        assertThat(Agent.unknown(TENANT, ADA).presence(Presence.AVAILABLE, NOW).canTakeOne())
                .isFalse();
    }

    private static boolean moved(AgentId from, AgentId to) {
        var roster = roster(agent(ADA, "Ada", 1, 2), agent(BEN, "Ben", 1, 2));
        roster.move(from, to, NOW);
        return roster.gainedRoom();
    }

    private static AgentId chosen(Choice choice) {
        return ((Chosen) choice).agent().id();
    }

    private static Roster roster(Agent... agents) {
        return new Roster(TENANT, List.of(agents));
    }
}
