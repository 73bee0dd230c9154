package io.rapport.email.inbound;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.field.DateTimeFieldLenientImpl;
import org.apache.james.mime4j.stream.Field;
import org.jspecify.annotations.Nullable;

/** Reads the time a mail was written at: what is as the standard has it (RFC 5322, 3.3) at less cost than the library, which reads the rest. */
final class MailDates {
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    private static final Pattern STANDARD =
            Pattern.compile("\\s*+(?:[A-Z][a-z]{2}, ++)?(\\d{1,2}) ++([A-Z][a-z]{2}) ++(\\d{4})"
                    + " ++(\\d{2}):(\\d{2}):(\\d{2}) ++([+-]\\d{4})\\s*+(?:\\([A-Za-z]*+\\)\\s*+)?");

    private MailDates() {}

    /** Null when nothing can be made of it. */
    static @Nullable Instant read(Field date) {
        var standard = standard(date.getBody());
        if (standard != null) {
            return standard;
        }
        var read = DateTimeFieldLenientImpl.PARSER
                .parse(date, DecodeMonitor.SILENT)
                .getDate();
        return read == null ? null : read.toInstant();
    }

    private static @Nullable Instant standard(@Nullable String value) {
        var date = STANDARD.matcher(value == null ? "" : value);
        int month = date.matches() ? MONTHS.indexOf(date.group(2)) + 1 : 0;
        if (month == 0) {
            return null;
        }
        try {
            return OffsetDateTime.of(
                            Integer.parseInt(date.group(3)),
                            month,
                            Integer.parseInt(date.group(1)),
                            Integer.parseInt(date.group(4)),
                            Integer.parseInt(date.group(5)),
                            Integer.parseInt(date.group(6)),
                            0,
                            ZoneOffset.of(date.group(7)))
                    .toInstant();
        } catch (DateTimeException nearly) {
            return null;
        }
    }
}
