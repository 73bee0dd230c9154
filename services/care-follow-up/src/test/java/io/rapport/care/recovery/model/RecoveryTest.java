package io.rapport.care.recovery.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.care.recovery.model.ApologyAssignment.Candidate;
import io.rapport.care.recovery.model.RecoveryChange.Changed;
import io.rapport.care.recovery.model.RecoveryChange.Refused;
import io.rapport.care.recovery.model.RecoveryChange.Repeated;
import io.rapport.care.recovery.model.RecoveryState.Apologised;
import io.rapport.care.recovery.model.RecoveryState.Apology;
import io.rapport.care.recovery.model.RecoveryState.Closed;
import io.rapport.care.recovery.model.RecoveryState.Open;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    private static final Instant OPENED = Instant.parse("2026-03-10T12:00:00Z");
    private static final AgentId ADA = new AgentId(new UUID(1, 1));
    private static final AgentId BEN = new AgentId(new UUID(2, 2));

    @Test
    void shouldGoFromOpenOverApologisedToClosedWhenAllGoesWell() {
        // given
        var open = recovery(new Open());
        var apology = apology(OPENED.plusSeconds(60));

        // when
        var apologised = changed(open.apologise(apology));
        var closed = changed(apologised.close(UUID.randomUUID(), BEN, true, "New lamp", OPENED.plusSeconds(90)));

        // then
        assertThat(apologised.state()).isEqualTo(new Apologised(apology));
        assertThat(apologised.version()).isEqualTo(2);
        assertThat(closed.state()).isInstanceOf(Closed.class);
        assertThat(closed.apology()).isEqualTo(apology);
        assertThat(closed.version()).isEqualTo(3);
    }

    @Test
    void shouldRepeatTheResultWhenTheSameRequestComesAgain() {
        // given
        var apology = apology(OPENED);
        var apologised = changed(recovery(new Open()).apologise(apology));
        var request = UUID.randomUUID();
        var closed = changed(apologised.close(request, ADA, true, "", OPENED));

        // then
        assertThat(apologised.apologise(apology)).isEqualTo(new Repeated(apologised));
        assertThat(closed.apologise(apology)).isEqualTo(new Repeated(closed));
        assertThat(closed.close(request, ADA, true, "", OPENED)).isEqualTo(new Repeated(closed));
    }

    @Test
    void shouldRefuseWhenSomebodyElseWasFirst() {
        // given
        var apologised = changed(recovery(new Open()).apologise(apology(OPENED)));
        var closed = changed(apologised.close(UUID.randomUUID(), ADA, false, "", OPENED));

        // then
        assertThat(apologised.apologise(apology(OPENED))).isInstanceOf(Refused.class);
        assertThat(closed.apologise(apology(OPENED))).isInstanceOf(Refused.class);
        assertThat(closed.close(UUID.randomUUID(), ADA, true, "", OPENED)).isInstanceOf(Refused.class);
    }

    @Test
    void shouldRefuseToCallItRecoveredWhenNobodyApologised() {
        // given
        var open = recovery(new Open());

        // then
        assertThat(open.close(UUID.randomUUID(), ADA, true, "", OPENED)).isInstanceOf(Refused.class);
        assertThat(open.close(UUID.randomUUID(), ADA, false, "Left us", OPENED)).isInstanceOf(Changed.class);
    }

    @Test
    void shouldBeOverdueOnlyWhenTheApologyIsStillOwed() {
        // given
        var open = recovery(new Open());
        var late = OPENED.plus(Duration.ofHours(4)).plusSeconds(1);

        // then
        assertThat(open.overdue(open.apologyDueAt())).isFalse();
        assertThat(open.overdue(late)).isTrue();
        assertThat(changed(open.apologise(apology(late))).overdue(late)).isFalse();
    }

    @Test
    void shouldGiveTheApologyToWhoeverWasInvolvedElseToTheLeastLoaded() {
        // given
        var assignment = new ApologyAssignment(List.of(new Candidate(ADA, false, 0), new Candidate(BEN, true, 3)));

        // then
        assertThat(assignment.assign(ADA)).isEqualTo(ADA);
        assertThat(assignment.assign(null)).isEqualTo(BEN);
        assertThat(assignment.assign(new AgentId(UUID.randomUUID()))).isEqualTo(BEN);
        assertThat(new ApologyAssignment(List.of()).assign(ADA)).isNull();
    }

    @Test
    void shouldSpreadApologiesWhenManyAreGivenOutAtOnce() {
        // given
        var assignment = new ApologyAssignment(List.of(new Candidate(ADA, true, 1), new Candidate(BEN, true, 0)));

        // then
        assertThat(List.of(assigned(assignment), assigned(assignment), assigned(assignment)))
                .containsExactly(BEN, ADA, BEN);
    }

    private static AgentId assigned(ApologyAssignment assignment) {
        var agent = assignment.assign(null);
        assertThat(agent).isNotNull();
        return agent;
    }

    private static Recovery changed(RecoveryChange change) {
        assertThat(change).isInstanceOf(Changed.class);
        return ((Changed) change).recovery();
    }

    private static Apology apology(Instant at) {
        return new Apology(UUID.randomUUID(), ADA, "We are sorry.", true, at);
    }

    private static Recovery recovery(RecoveryState state) {
        return new Recovery(
                TenantId.DEFAULT,
                UUID.randomUUID(),
                new CustomerId(UUID.randomUUID()),
                null,
                null,
                null,
                OPENED,
                "Rated 2 of 5",
                2,
                1,
                5,
                null,
                OPENED.plus(Duration.ofHours(4)),
                ADA,
                UUID.randomUUID(),
                "story",
                1,
                state);
    }
}
