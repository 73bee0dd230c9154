package io.rapport.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.contracts.Event;
import io.rapport.contracts.Topics;
import io.rapport.contracts.agents.AgentPresenceChanged;
import io.rapport.contracts.conversations.AcceptOffer;
import io.rapport.contracts.conversations.ClaimConversation;
import io.rapport.contracts.conversations.ConversationCommand;
import io.rapport.contracts.conversations.DeclineOffer;
import io.rapport.contracts.conversations.ResolveConversation;
import io.rapport.contracts.conversations.SnoozeConversation;
import io.rapport.contracts.conversations.TransferConversation;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.Presence;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.platform.testkit.InjectTestLog;
import io.rapport.platform.testkit.OutboxRow;
import io.rapport.platform.testkit.PlatformResource;
import io.rapport.platform.testkit.TestLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Messages, commands and agents all at once: three consumers and the clock work on the same rows. */
@QuarkusTest
@WithTestResource(PlatformResource.class)
class TurmoilIT {
    private static final int THREADS = 150;

    @InjectTestLog
    TestLog log;

    private final Random random = new Random(11);

    @Test
    void shouldKeepEverythingConsistentWhenAllHappensAtOnce() {
        // given
        var company = new Company(log);
        var agents = List.of(
                company.agent("Ada", 20, true), company.agent("Ben", 20, false), company.agent("Cleo", 20, false));
        var threads = IntStream.range(0, THREADS)
                .mapToObj(i -> company.thread("turmoil-" + i))
                .toList();
        company.interactions(opening(company, threads));
        log.await("every conversation", () -> count(company, "true") == THREADS);

        // when
        var commands = new ArrayList<UUID>();
        for (int round = 0; round < 20; round++) {
            var asked = commands(company, threads, agents);
            asked.forEach(event -> commands.add(event.data().commandId().value()));
            log.send(Topics.CONVERSATION_COMMANDS, twice(asked));
            company.interactions(twice(messages(company, threads, agents)));
            log.send(Topics.AGENTS, twice(List.of(presence(company, agents))));
        }

        // then every command is answered or repeated nothing, and all adds up
        agents.forEach(agent -> company.presence(agent, Presence.AVAILABLE));
        log.await("quiet", () -> unhandled(company, commands).isEmpty() && company.loadsAddUp());
        assertThat(count(company, "true")).isEqualTo(THREADS);
        var versions = mine(company).stream()
                .collect(Collectors.groupingBy(
                        OutboxRow::key,
                        Collectors.mapping(row -> row.payload().get("version").asLong(), Collectors.toList())));
        assertThat(versions).hasSize(THREADS);
        versions.forEach((key, told) -> assertThat(told)
                .as(key)
                .isEqualTo(LongStream.rangeClosed(1, told.size()).boxed().toList()));
        for (var topic : List.of(Topics.INTERACTIONS, Topics.CONVERSATION_COMMANDS, Topics.AGENTS)) {
            assertThat(log.records(Topics.deadLetters(topic, "routing")))
                    .noneMatch(letter -> letter.key().startsWith(company.tenant + ":"));
        }
        log.await("nobody waits while somebody who was not asked has room", () -> count(company, """
                        state = 'QUEUED' and exists (
                          select 1 from agent a where a.tenant = conversation.tenant and a.presence = 'AVAILABLE'
                            and a.open_count < a.capacity and not a.id = any(conversation.asked))
                        """) == 0);
    }

    private Event<?>[] opening(Company company, List<ThreadRef> threads) {
        return threads.stream()
                .map(thread -> company.received(thread, Instant.now()))
                .toArray(Event<?>[]::new);
    }

    private List<Event<?>> messages(Company company, List<ThreadRef> threads, List<AgentId> agents) {
        var messages = new ArrayList<Event<?>>();
        for (int i = 0; i < 15; i++) {
            messages.add(company.received(any(threads), Instant.now()));
            messages.add(company.reply(any(threads), any(agents), Instant.now()));
        }
        return messages;
    }

    private List<Event<ConversationCommand>> commands(Company company, List<ThreadRef> threads, List<AgentId> agents) {
        var commands = new ArrayList<Event<ConversationCommand>>();
        for (int i = 0; i < 40; i++) {
            var conversation = company.conversation(any(threads));
            commands.add(log.event(company.tenant, conversation.value(), command(conversation, agents)));
        }
        return commands;
    }

    private ConversationCommand command(ConversationId conversation, List<AgentId> agents) {
        var id = new CommandId(UUID.randomUUID());
        var by = any(agents);
        var now = Instant.now();
        return switch (random.nextInt(6)) {
            case 0 -> new AcceptOffer(id, conversation, by, null, now);
            case 1 -> new DeclineOffer(id, conversation, by, null, now);
            case 2 -> new ClaimConversation(id, conversation, by, null, now);
            case 3 -> new TransferConversation(id, conversation, by, null, now, any(agents));
            case 4 -> new ResolveConversation(id, conversation, by, null, now, List.of());
            default -> new SnoozeConversation(id, conversation, by, null, now, now.plusMillis(random.nextInt(3000)));
        };
    }

    private Event<?> presence(Company company, List<AgentId> agents) {
        var agent = any(agents);
        return log.event(
                company.tenant,
                agent.value(),
                new AgentPresenceChanged(
                        agent, Presence.values()[random.nextInt(Presence.values().length)], Instant.now()));
    }

    private Event<?>[] twice(List<? extends Event<?>> events) {
        var all = new ArrayList<Event<?>>(events);
        all.addAll(events);
        Collections.shuffle(all, random);
        return all.toArray(Event<?>[]::new);
    }

    /** A conversation remembers its last twenty commands, more than any gets here. */
    private List<UUID> unhandled(Company company, List<UUID> commands) {
        var answered = log
                .query("select unnest(answered) command from conversation where tenant = ?", company.tenant.value())
                .stream()
                .map(row -> (UUID) row.get("command"))
                .collect(Collectors.toSet());
        return commands.stream().filter(command -> !answered.contains(command)).toList();
    }

    private long count(Company company, String condition) {
        return (Long) log.query(
                        "select count(*) n from conversation where tenant = ? and " + condition, company.tenant.value())
                .getFirst()
                .get("n");
    }

    private List<OutboxRow> mine(Company company) {
        return log.outbox().stream()
                .filter(row -> row.tenant().equals(company.tenant.value()))
                .toList();
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
