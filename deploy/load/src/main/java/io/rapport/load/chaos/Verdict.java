package io.rapport.load.chaos;

import io.rapport.load.chaos.Evidence.Outbox;
import io.rapport.load.chaos.Evidence.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Whether the evidence shows that nothing was lost and nothing was done twice. */
record Verdict(List<Finding> findings) {

    private static final int EXAMPLES = 5;

    /**
     * One thing that must hold.
     *
     * @param detail what was counted, with examples of what is wrong
     */
    record Finding(String what, boolean right, String detail) {}

    boolean isRight() {
        return findings.stream().allMatch(Finding::right);
    }

    static Verdict of(Evidence evidence) {
        var findings = new ArrayList<Finding>();
        findings.add(asMany("every mail was accepted", evidence.mails(), evidence.accepted()));
        findings.add(once("each mail is one MessageReceived on Kafka", evidence.mails(), evidence.receptions()));
        findings.add(once("each mail opened one conversation on Kafka", evidence.mails(), evidence.openings()));
        findings.add(gapless(evidence.versions()));
        findings.add(
                once("each mail is one conversation in routing", evidence.mails(), countByMail(evidence.routing())));
        findings.add(once("each mail is one conversation at the desk", evidence.mails(), countByMail(evidence.desk())));
        findings.add(asMany("each mail is shown once at the desk", evidence.mails(), evidence.shown()));
        // what is written again is the same, what is counted again is not
        findings.add(asMany("each mail is counted once in a profile", evidence.mails(), evidence.counted()));
        findings.add(told(evidence));
        findings.add(agreed(evidence));
        findings.add(relayed(evidence.outboxes()));
        findings.add(none("nothing is a dead letter", evidence.deadLetters()));
        findings.add(none("everything was read by every service", evidence.unread()));
        return new Verdict(List.copyOf(findings));
    }

    private static Finding asMany(String what, int mails, int found) {
        return new Finding(what, found == mails, found + " of " + mails);
    }

    private static Finding once(String what, int mails, Map<Integer, Integer> counts) {
        var missing = IntStream.range(0, mails)
                .filter(mail -> !counts.containsKey(mail))
                .boxed()
                .toList();
        var repeated = counts.entrySet().stream()
                .filter(count -> count.getValue() > 1)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        return new Finding(
                what,
                missing.isEmpty() && repeated.isEmpty(),
                "%d of %d".formatted(counts.size(), mails)
                        + examples("missing", missing)
                        + examples("more than once", repeated));
    }

    private static Map<Integer, Integer> countByMail(List<Row> rows) {
        return rows.stream().collect(Collectors.toMap(Row::mail, row -> 1, Integer::sum));
    }

    private static Finding gapless(Map<String, Map<Long, Integer>> versions) {
        var wrong = new TreeSet<String>();
        versions.forEach((conversation, events) -> {
            boolean everyVersionOnce = events.values().stream().allMatch(count -> count == 1);
            long highest =
                    events.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
            if (!everyVersionOnce || highest != events.size()) {
                wrong.add(conversation);
            }
        });
        return new Finding(
                "versions on Kafka have no gap and no double",
                wrong.isEmpty(),
                "%d conversations".formatted(versions.size()) + examples("wrong", List.copyOf(wrong)));
    }

    /** Routing's own version is the last one on Kafka: it has told everything it decided. */
    private static Finding told(Evidence evidence) {
        var behind = evidence.routing().stream()
                .filter(row -> row.version()
                        != evidence.versions().getOrDefault(row.conversation(), Map.of()).keySet().stream()
                                .mapToLong(Long::longValue)
                                .max()
                                .orElse(0))
                .map(Row::conversation)
                .toList();
        return new Finding(
                "routing has told all it decided",
                behind.isEmpty(),
                "%d conversations".formatted(evidence.routing().size()) + examples("differ", behind));
    }

    private static Finding agreed(Evidence evidence) {
        var atDesk = evidence.desk().stream()
                .collect(Collectors.toMap(Row::conversation, Function.identity(), (one, other) -> one));
        var differ = new ArrayList<String>();
        var states = new HashMap<String, Integer>();
        for (var row : evidence.routing()) {
            states.merge(row.state(), 1, Integer::sum);
            if (!row.equals(atDesk.get(row.conversation()))) {
                differ.add(row.conversation());
            }
        }
        return new Finding(
                "desk and routing agree on state, agent and version",
                differ.isEmpty(),
                states + examples("differ", differ));
    }

    private static Finding relayed(Map<String, Outbox> outboxes) {
        var detail = outboxes.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(outbox -> "%s %d of %d"
                        .formatted(
                                outbox.getKey(),
                                outbox.getValue().onTopic(),
                                outbox.getValue().rows()))
                .collect(Collectors.joining(", "));
        return new Finding(
                "every outbox row is on its topic",
                outboxes.values().stream().allMatch(outbox -> outbox.rows() == outbox.onTopic()),
                detail);
    }

    private static Finding none(String what, Map<String, Long> counts) {
        return new Finding(what, counts.isEmpty(), counts.isEmpty() ? "0" : counts.toString());
    }

    private static String examples(String name, List<?> all) {
        return all.isEmpty()
                ? ""
                : ", %d %s: %s%s"
                        .formatted(
                                all.size(),
                                name,
                                all.stream()
                                        .limit(EXAMPLES)
                                        .map(Object::toString)
                                        .collect(Collectors.joining(" ")),
                                all.size() > EXAMPLES ? " …" : "");
    }
}
