package io.rapport.sandbox.mastodon;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.sandbox.Journal;
import io.rapport.sandbox.SandboxConfig;
import io.rapport.sandbox.people.Person;
import io.rapport.sandbox.phone.Visibility;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was posted. */
@Singleton
class Statuses {
    private static final Duration KEYS_ARE_KEPT = Duration.ofHours(1);

    /** Of an id, behind the milliseconds. */
    private static final int SEQUENCE_BITS = 16;

    private final Journal<String, Status> statuses;
    private final Clock clock;
    private long lastId;

    @Inject
    Statuses(SandboxConfig config, ObjectMapper json, Clock clock) {
        this(config.folder(), config.keep(), json, clock);
    }

    Statuses(Path folder, int keep, ObjectMapper json, Clock clock) {
        this.statuses = new Journal<>(folder.resolve("statuses.jsonl"), keep, json, Status.class, Status::id);
        this.clock = clock;
    }

    /** Rises with time, also over restarts. */
    synchronized String nextId() {
        lastId = Math.max(lastId + 1, clock.millis() << SEQUENCE_BITS);
        return Long.toString(lastId);
    }

    void put(Status status) {
        statuses.put(status);
    }

    Optional<Status> find(String id) {
        return statuses.get(id);
    }

    /** What the company is told, the oldest first. */
    List<Status> notifications() {
        return statuses.all().stream().filter(it -> it.notification() != null).toList();
    }

    /** What the company posted with this key, when that was not long ago. */
    Optional<Status> withKey(String key) {
        var since = clock.instant().minus(KEYS_ARE_KEPT);
        return statuses.all().stream()
                .filter(it -> key.equals(it.key()) && it.at().isAfter(since))
                .findFirst();
    }

    /** Whether a file stands in a post. */
    boolean isAttached(String file) {
        return statuses.all().stream()
                .anyMatch(it -> it.files().stream().anyMatch(own -> own.id().equals(file)));
    }

    /** The newest that a customer and the company have written each other in public, or in private. */
    Optional<Status> last(Person customer, Visibility visibility) {
        return statuses.all().reversed().stream()
                .filter(it -> it.concerns(customer) && it.visibility().isPublic() == visibility.isPublic())
                .findFirst();
    }

    /** The posts before this one, the first one first. */
    List<Status> ancestors(Status status) {
        var ancestors = new ArrayList<Status>();
        for (var before = answered(status); before.isPresent(); before = answered(before.get())) {
            ancestors.addFirst(before.get());
        }
        return ancestors;
    }

    private Optional<Status> answered(Status status) {
        return status.answers() == null ? Optional.empty() : statuses.get(status.answers());
    }

    /** The answers to this one, each followed by the answers to it. */
    List<Status> descendants(Status status) {
        var all = statuses.all();
        var descendants = new ArrayList<Status>();
        var next = new ArrayList<>(answers(status, all));
        while (!next.isEmpty()) {
            var one = next.removeFirst();
            descendants.add(one);
            next.addAll(0, answers(one, all));
        }
        return descendants;
    }

    static List<Status> answers(Status status, List<Status> among) {
        return among.stream().filter(it -> status.id().equals(it.answers())).toList();
    }

    long numberOfAnswers(Status status) {
        return answers(status, statuses.all()).size();
    }
}
