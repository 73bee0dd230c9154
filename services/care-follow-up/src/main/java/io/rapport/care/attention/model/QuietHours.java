package io.rapport.care.attention.model;

import io.rapport.contracts.value.Channel;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/**
 * When what rings must not ring; the end is outside, and equal ends mean never.
 *
 * @param zone the account's, because the customer's is not known
 * @param channels those that ring
 */
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone, Set<Channel> channels) {
    public QuietHours {
        channels = Set.copyOf(channels);
    }

    boolean covers(Channel channel, Instant moment) {
        if (!channels.contains(channel) || from.equals(to)) {
            return false;
        }
        var time = moment.atZone(zone).toLocalTime();
        boolean afterStart = !time.isBefore(from);
        boolean beforeEnd = time.isBefore(to);
        return from.isBefore(to) ? afterStart && beforeEnd : afterStart || beforeEnd;
    }
}
