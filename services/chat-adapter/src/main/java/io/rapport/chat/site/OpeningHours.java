package io.rapport.chat.site;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When somebody answers; always, when no span is given. */
public final class OpeningHours {
    private static final Pattern SPAN = Pattern.compile("([A-Z]{3})(?:-([A-Z]{3}))? (\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)");
    private static final List<String> DAYS = List.of("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");
    private static final int A_WEEK = 7;

    private final List<Span> spans = new ArrayList<>();
    private final ZoneId zone;

    /**
     * Hours of the week.
     *
     * @param open as {@code MON-FRI 09:00-17:30} or {@code SAT 10:00-14:00}; 00:00 as an end is midnight
     * @throws IllegalArgumentException saying which one is wrong
     */
    public OpeningHours(List<String> open, ZoneId zone) {
        this.zone = zone;
        open.forEach(this::add);
    }

    /** When somebody is back; empty while somebody is there. */
    public Optional<Instant> backAt(Instant now) {
        if (spans.isEmpty()) {
            return Optional.empty();
        }
        var today = now.atZone(zone).toLocalDate();
        Instant next = null;
        // a span of yesterday has ended at midnight; the same weekday next week is the last to look at
        for (int ahead = 0; ahead <= A_WEEK; ahead++) {
            var date = today.plusDays(ahead);
            for (var span : spans) {
                if (span.day() != date.getDayOfWeek()) {
                    continue;
                }
                var from = at(date, span.from());
                var to = span.to().equals(LocalTime.MIDNIGHT)
                        ? at(date.plusDays(1), LocalTime.MIDNIGHT)
                        : at(date, span.to());
                if (!from.isAfter(now) && now.isBefore(to)) {
                    return Optional.empty();
                }
                if (from.isAfter(now) && (next == null || from.isBefore(next))) {
                    next = from;
                }
            }
        }
        return Optional.ofNullable(next);
    }

    private Instant at(LocalDate date, LocalTime time) {
        return date.atTime(time).atZone(zone).toInstant();
    }

    private void add(String written) {
        var match = SPAN.matcher(written);
        if (!match.matches()) {
            throw wrong(written);
        }
        int first = DAYS.indexOf(match.group(1));
        int last = match.group(2) == null ? first : DAYS.indexOf(match.group(2));
        var from = time(written, match, 3);
        var to = time(written, match, 4);
        if (first < 0 || last < first || !(to.isAfter(from) || to.equals(LocalTime.MIDNIGHT))) {
            throw wrong(written);
        }
        for (int day = first; day <= last; day++) {
            spans.add(new Span(DayOfWeek.of(day + 1), from, to));
        }
    }

    private static LocalTime time(String written, Matcher match, int group) {
        try {
            return LocalTime.parse(match.group(group));
        } catch (java.time.DateTimeException e) {
            throw wrong(written);
        }
    }

    private static IllegalArgumentException wrong(String written) {
        return new IllegalArgumentException(
                "The opening hours \"" + written
                        + "\" are not understood: write them as MON-FRI 09:00-17:30, days in order and the end after the begin");
    }

    private record Span(DayOfWeek day, LocalTime from, LocalTime to) {}
}
