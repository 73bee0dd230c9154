package io.rapport.email.support;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives a test two mailboxes on an IMAP server, of which only waiting by IDLE hears in time: one behind a door with STARTTLS and a
 * Sent folder, into which an access token leads; one over TLS from the first byte on, with a password and a small budget.
 */
public final class MailboxResource implements QuarkusTestResourceLifecycleManager {
    public static final String SUPPORT = "support-login";
    public static final String SALES = "sales-login";
    /** The folder of the second mailbox that is read. */
    public static final String QUEUE = "Queue";

    /** The folder of the first mailbox where mail programs put what they send. */
    public static final String SENT = "Sent";

    private final GreenMail server = new GreenMail(new ServerSetup[] {
        new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_IMAP),
        new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_IMAPS)
    });
    private final TokenEndpoint tokens =
            new TokenEndpoint(token -> server.getUserManager().getUser(SUPPORT).setPassword(token));
    private @Nullable ImapDoor door;

    @Override
    public Map<String, String> start() {
        System.setProperty("greenmail.tls.keystore.file", TestCertificate.KEYS.toString());
        System.setProperty("greenmail.tls.keystore.password", TestCertificate.PASSWORD);
        server.start();
        var opened = new ImapDoor(server.getImap().getPort());
        door = opened;
        try {
            var support = server.setUser("support@example.com", SUPPORT, "secret");
            server.getManagers().getImapHostManager().createMailbox(support, SENT);
            var sales = server.setUser("sales@example.com", SALES, "secret");
            server.getManagers().getImapHostManager().createMailbox(sales, QUEUE);
        } catch (Exception e) {
            throw new IllegalStateException("The mailboxes could not be made", e);
        }
        var config = new HashMap<String, String>();
        mailbox(config, 0, "support@example.com", SUPPORT, opened.port(), "STARTTLS");
        mailbox(config, 1, "sales@example.com", SALES, server.getImaps().getPort(), "IMPLICIT");
        var oauth = "rapport.email.imap.accounts[0].oauth.";
        config.put(oauth + "token-endpoint", tokens.address());
        config.put(oauth + "client-id", TokenEndpoint.CLIENT);
        config.put(oauth + "client-secret", TokenEndpoint.CLIENT_SECRET);
        config.put(oauth + "refresh-token", "refresh-0");
        config.put("rapport.email.imap.accounts[1].password", "secret");
        config.put("rapport.email.imap.accounts[1].folder", QUEUE);
        config.put("rapport.secrets.mailbox-password", "secret");
        config.put("rapport.email.imap.accounts[1].budget", "600K");
        config.put("rapport.email.imap.accounts[1].budget-span", "30m");
        return config;
    }

    private static void mailbox(
            Map<String, String> config, int number, String address, String user, int port, String tls) {
        var prefix = "rapport.email.imap.accounts[" + number + "].";
        config.put(prefix + "account", address);
        config.put(prefix + "host", "localhost");
        config.put(prefix + "port", Integer.toString(port));
        config.put(prefix + "tls", tls);
        config.put(prefix + "tls-configuration-name", "peers");
        config.put(prefix + "user", user);
        config.put(prefix + "poll-every", "10m");
        config.put(prefix + "compare-every", "1ms");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(server, new TestInjector.MatchesType(GreenMail.class));
        injector.injectIntoFields(tokens, new TestInjector.MatchesType(TokenEndpoint.class));
        injector.injectIntoFields(door, new TestInjector.MatchesType(ImapDoor.class));
    }

    @Override
    public void stop() {
        if (door != null) {
            door.close();
        }
        tokens.close();
        server.stop();
    }
}
