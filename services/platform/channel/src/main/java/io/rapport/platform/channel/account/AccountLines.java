package io.rapport.platform.channel.account;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** The lines that are open, by account. */
@Singleton
public class AccountLines {
    private static final Logger LOG = Logger.getLogger(AccountLines.class);

    private final Instance<AccountLine> kinds;
    private final Map<String, List<AutoCloseable>> open = new ConcurrentHashMap<>();

    AccountLines(Instance<AccountLine> kinds) {
        this.kinds = kinds;
    }

    /** Opens what the account has. */
    public void open(Account account) {
        var opened = new ArrayList<AutoCloseable>();
        // at once, so that what is open is closed when another cannot be opened
        open.put(account.id(), opened);
        for (var kind : kinds) {
            kind.open(account).ifPresent(opened::add);
        }
    }

    /** Closes what the account has open, and returns when it is closed. */
    public void close(String accountId) {
        for (var line : Optional.ofNullable(open.remove(accountId)).orElse(List.of())) {
            try {
                line.close();
            } catch (Exception e) {
                LOG.warnf(e, "action=close-line account=%s", accountId);
            }
        }
    }

    void closeAll() {
        List.copyOf(open.keySet()).forEach(this::close);
    }
}
