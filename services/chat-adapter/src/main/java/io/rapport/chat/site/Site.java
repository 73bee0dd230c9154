package io.rapport.chat.site;

import io.rapport.chat.ChatConfig;
import io.rapport.chat.ChatConfig.Ask;
import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.platform.channel.account.Account;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A web site with the chat on its pages.
 *
 * @param origins where its pages come from
 * @param voucher how it proves who its users are, if it can
 * @param forUsersOnly whether only visitors it vouches for may use the chat
 */
public record Site(
        Account account,
        Set<String> origins,
        @Nullable Voucher voucher,
        boolean forUsersOnly,
        Ask name,
        Ask email,
        OpeningHours hours) {
    /** @throws IllegalArgumentException saying what is wrong with its settings */
    public static Site of(Account account) {
        var settings = account.settings(ChatConfig.Account.class);
        var secret = settings.identity().secret();
        if (settings.identity().required() && secret.isEmpty()) {
            throw new IllegalArgumentException("The chat account \"" + account.id()
                    + "\" is for verified users only and has no secret to verify them with: set its identity.secret");
        }
        return new Site(
                account,
                Set.copyOf(settings.origins().orElse(List.of())),
                secret.map(Voucher::new).orElse(null),
                settings.identity().required(),
                settings.form().name(),
                settings.form().email(),
                new OpeningHours(
                        settings.hours().open().orElse(List.of()),
                        settings.hours().zone()));
    }

    /** The thread of a visitor. */
    public ThreadRef thread(String visitor) {
        return ThreadRef.of(account.tenant(), Channel.CHAT, account.address(), visitor, null);
    }

    /** What a user of the site is called here, the same on every device. */
    public UUID visitorOf(String userId) {
        return DeterministicId.of("visitor", account.tenant().value(), account.id(), userId);
    }

    /** Whether somebody may be this visitor: one of random name whoever knows it, one of a user's with a pass only. */
    public boolean admits(UUID visitor, @Nullable String pass) {
        return visitor.version() == Voucher.USER
                ? voucher != null && pass != null && voucher.isPass(visitor, pass)
                : !forUsersOnly;
    }
}
