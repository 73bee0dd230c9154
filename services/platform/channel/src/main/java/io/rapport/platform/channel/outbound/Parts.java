package io.rapport.platform.channel.outbound;

import io.rapport.contracts.outbound.SendMessage;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.capability.SendRules;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A message as the ones its provider takes: its text cut where it must be, then the files that cannot go with it. */
final class Parts {
    private Parts() {}

    /** One after the other as they are to arrive, always the same for the same message. */
    static List<SendMessage> of(Account account, SendMessage message) {
        var parts = new ArrayList<SendMessage>();
        for (var text : SendRules.messages(account.capabilities(), message.text())) {
            parts.add(message.with(text, List.of()));
        }
        for (var file : message.attachments()) {
            var last = parts.removeLast();
            var together =
                    Stream.concat(last.attachments().stream(), Stream.of(file)).toList();
            if (account.provider().carries(last.text(), together)) {
                parts.add(last.with(last.text(), together));
            } else {
                parts.add(last);
                parts.add(message.with("", List.of(file)));
            }
        }
        return List.copyOf(parts);
    }
}
