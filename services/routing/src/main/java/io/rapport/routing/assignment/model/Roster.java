package io.rapport.routing.assignment.model;

import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.Explanation;
import io.rapport.contracts.value.TenantId;
import io.rapport.routing.assignment.model.Choice.Chosen;
import io.rapport.routing.assignment.model.Choice.Nobody;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The agents of one tenant during one transaction: who has how much, who is next.
 *
 * <p>Balanced assignment: the fewest open conversations first; of equals, the one who has waited longest for work.
 */
public final class Roster {
    private static final Comparator<Agent> LEAST_LOADED_FIRST = Comparator.comparingInt(Agent::open)
            .thenComparing(Agent::lastAssignedAt, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(agent -> agent.id().value());

    private final TenantId tenant;
    private final Map<UUID, Agent> agents = new TreeMap<>();
    private final Set<UUID> changed = new LinkedHashSet<>();
    private boolean gainedRoom;

    public Roster(TenantId tenant, Collection<Agent> agents) {
        this.tenant = tenant;
        agents.forEach(agent -> this.agents.put(agent.id().value(), agent));
    }

    public TenantId tenant() {
        return tenant;
    }

    public @Nullable Agent find(AgentId id) {
        return agents.get(id.value());
    }

    /** The agent's name in an explanation. */
    public String name(AgentId id) {
        var agent = find(id);
        return agent == null ? "An agent unknown here" : agent.name();
    }

    /**
     * Who should get a conversation.
     *
     * @param before who had it before and is asked first
     * @param asked who was already asked in this round and is not asked again
     */
    public Choice choose(@Nullable AgentId before, Set<AgentId> asked) {
        var known = before == null ? null : find(before);
        if (known != null && known.canTakeOne() && !asked.contains(known.id())) {
            return new Chosen(
                    known,
                    why(
                            "previous-agent",
                            "%s had it before and is available (%s).".formatted(known.name(), load(known))));
        }
        Agent best = null;
        int available = 0;
        int withRoom = 0;
        for (var agent : agents.values()) {
            if (agent.isAvailable()) {
                available++;
                if (agent.hasRoom()) {
                    withRoom++;
                    if (!asked.contains(agent.id()) && (best == null || LEAST_LOADED_FIRST.compare(agent, best) < 0)) {
                        best = agent;
                    }
                }
            }
        }
        if (best != null) {
            return new Chosen(best, why("least-loaded", lost(known) + reason(best, available)));
        }
        return nobody(available, withRoom);
    }

    private Nobody nobody(int available, int withRoom) {
        if (available == 0) {
            return new Nobody(false, why("nobody-available", "No agent is available now."));
        }
        if (withRoom == 0) {
            return new Nobody(
                    false,
                    why(
                            "nobody-has-room",
                            available == 1
                                    ? "The only available agent has no room for more."
                                    : "None of the %d available agents has room for more.".formatted(available)));
        }
        return new Nobody(
                true,
                why("everybody-asked", "Every agent who could take it was asked; it is offered again after a pause."));
    }

    private static String lost(@Nullable Agent before) {
        return before == null || before.canTakeOne()
                ? ""
                : before.isAvailable()
                        ? before.name() + ", who had it before, has no room for more. "
                        : before.name() + ", who had it before, is not available. ";
    }

    private static String reason(Agent best, int available) {
        return available == 1
                ? "%s is the only available agent (%s).".formatted(best.name(), load(best))
                : "Least loaded of %d available agents (%s).".formatted(available, load(best));
    }

    private static String load(Agent agent) {
        return agent.open() + " open of " + agent.capacity();
    }

    private static Explanation why(String rule, String text) {
        return new Explanation(rule, text, AssignmentPolicy.VERSION);
    }

    /** Moves one conversation's weight from one agent to another; either may be nobody. */
    public void move(@Nullable AgentId from, @Nullable AgentId to, Instant at) {
        if (Objects.equals(from, to)) {
            return;
        }
        var left = from == null ? null : find(from);
        if (left != null) {
            put(left.released());
        }
        var taker = to == null ? null : find(to);
        if (taker != null) {
            put(taker.took(at));
        }
    }

    /** Puts an agent with new facts in the place of what was known. */
    public void put(Agent agent) {
        var before = agents.put(agent.id().value(), agent);
        if (!agent.equals(before)) {
            changed.add(agent.id().value());
            gainedRoom |= agent.canTakeOne()
                    && (before == null
                            || !before.isAvailable()
                            || agent.capacity() - agent.open() > before.capacity() - before.open());
        }
    }

    /** Whether work that waits may have got its chance since this roster was loaded. */
    public boolean gainedRoom() {
        return gainedRoom;
    }

    /** How many more conversations all available agents together can take. */
    public int room() {
        return agents.values().stream()
                .filter(Agent::canTakeOne)
                .mapToInt(agent -> agent.capacity() - agent.open())
                .sum();
    }

    /** Who can take one more now. */
    public Set<AgentId> withRoom() {
        return agents.values().stream().filter(Agent::canTakeOne).map(Agent::id).collect(Collectors.toSet());
    }

    /** The agents that differ from what was loaded, ordered by id; afterwards none do. */
    public List<Agent> takeChanged() {
        var result = changed.stream().sorted().map(agents::get).toList();
        changed.clear();
        return result;
    }
}
