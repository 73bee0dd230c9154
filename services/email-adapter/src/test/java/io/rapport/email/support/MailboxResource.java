package io.rapport.email.support;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** Gives a test two mailboxes on an IMAP server, of which only waiting by IDLE hears in time. */
public final class MailboxResource implements QuarkusTestResourceLifecycleManager {
    public static final String SUPPORT = "support-login";
    public static final String SALES = "sales-login";
    /** The folder of the second mailbox that is read. */
    public static final String QUEUE = "Queue";

    private final GreenMail server = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_IMAP));

    @Override
    public Map<String, String> start() {
        server.start();
        try {
            server.setUser("support@example.com", SUPPORT, "secret");
            var sales = server.setUser("sales@example.com", SALES, "secret");
            server.getManagers().getImapHostManager().createMailbox(sales, QUEUE);
        } catch (Exception e) {
            throw new IllegalStateException("The mailboxes could not be made", e);
        }
        var config = new HashMap<String, String>();
        mailbox(config, 0, "support@example.com", SUPPORT);
        mailbox(config, 1, "sales@example.com", SALES);
        config.put("rapport.email.imap.accounts[1].folder", QUEUE);
        return config;
    }

    private void mailbox(Map<String, String> config, int number, String address, String user) {
        var prefix = "rapport.email.imap.accounts[" + number + "].";
        config.put(prefix + "account", address);
        config.put(prefix + "host", "localhost");
        config.put(prefix + "port", Integer.toString(server.getImap().getPort()));
        config.put(prefix + "tls", "NONE");
        config.put(prefix + "user", user);
        config.put(prefix + "password", "secret");
        config.put(prefix + "poll-every", "10m");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(server, new TestInjector.MatchesType(GreenMail.class));
    }

    @Override
    public void stop() {
        server.stop();
    }
}
