package io.rapport.load.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What one phase of a run showed.
 *
 * @param offeredPerSecond the load asked for; 0 when the connections sent as fast as they could
 * @param sendingSeconds from the first mail to the last 250
 * @param acceptedPerSecond mails answered with 250, over the sending time
 * @param assignedPerSecond mails assigned, over the time from the first mail to the last assignment
 * @param backlog mails accepted and not yet assigned when the last 250 came
 * @param drainSeconds from the last 250 until every consumer group had read everything
 * @param repeats how often a mail had to be sent again
 * @param accepted from when a mail was due to its 250
 * @param assigned from the reception, by the time in MessageReceived, until ConversationAssigned was read from Kafka
 * @param whole from when a mail was due until ConversationAssigned was read from Kafka
 * @param cpu by process of the platform, from the first mail until everything was read
 * @param database the database's part of it, by whom it worked for
 * @param generatorMicrosPerMail the processor time of this program itself, part of nothing above
 * @param otherCores how many processors' worth of work everything else on the machine did meanwhile
 * @param seconds what happened in each second
 */
record PhaseResult(
        String name,
        double offeredPerSecond,
        Journey.Count count,
        double sendingSeconds,
        double acceptedPerSecond,
        double assignedPerSecond,
        int backlog,
        double drainSeconds,
        int repeats,
        int lost,
        Latency accepted,
        Latency assigned,
        Latency whole,
        List<CpuShare> cpu,
        double cpuMicrosPerMail,
        List<CpuShare> database,
        double generatorMicrosPerMail,
        double otherCores,
        List<Second> seconds) {

    /** What happened in one second of a phase. */
    record Second(int second, int due, int accepted, int assigned) {

        static List<Second> of(long[] dueAt, long[] acceptedAt, long[] assignedAt, long start) {
            var due = new Counter(start);
            var accepted = new Counter(start);
            var assigned = new Counter(start);
            for (int i = 0; i < dueAt.length; i++) {
                due.add(dueAt[i]);
                accepted.add(acceptedAt[i]);
                assigned.add(assignedAt[i]);
            }
            int length = Math.max(due.size(), Math.max(accepted.size(), assigned.size()));
            var seconds = new ArrayList<Second>();
            for (int second = 0; second < length; second++) {
                seconds.add(new Second(second, due.at(second), accepted.at(second), assigned.at(second)));
            }
            return seconds;
        }
    }

    /** Counts moments by second. */
    private static final class Counter {
        private static final long LONGEST = 3_600;

        private final long start;
        private final List<Integer> counts = new ArrayList<>();

        Counter(long start) {
            this.start = start;
        }

        void add(long moment) {
            if (moment == 0) {
                return;
            }
            int second = (int) Math.clamp((moment - start) / 1_000_000_000L, 0, LONGEST);
            while (counts.size() <= second) {
                counts.add(0);
            }
            counts.set(second, counts.get(second) + 1);
        }

        int size() {
            return counts.size();
        }

        int at(int second) {
            return second < counts.size() ? counts.get(second) : 0;
        }
    }
}
