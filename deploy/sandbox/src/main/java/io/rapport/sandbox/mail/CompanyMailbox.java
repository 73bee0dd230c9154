package io.rapport.sandbox.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rapport.sandbox.SandboxConfig;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A mailbox that another server keeps for the company, and that is fetched by IMAP; forgotten when the sandbox stops. */
@Singleton
class CompanyMailbox {
    private static final Logger LOG = Logger.getLogger(CompanyMailbox.class);
    private static final int USUAL_PORT = 3143;

    private final Optional<SandboxConfig.Imap> account;
    private final String host;
    private @Nullable GreenMail server;

    CompanyMailbox(SandboxConfig config) {
        this.account = config.imap();
        this.host = config.host();
    }

    Optional<String> address() {
        return account.map(SandboxConfig.Imap::address);
    }

    /** Whether mail to this address comes here; so does that to its plus-addresses (RFC 5233). */
    boolean receives(String recipient) {
        return address()
                .filter(recipient.replaceFirst("\\+.*@", "@")::equalsIgnoreCase)
                .isPresent();
    }

    /** Where the mailbox takes mail; 0 while it does not. */
    int smtpPort() {
        return server == null ? 0 : server.getSmtp().getPort();
    }

    /** Where it is fetched; 0 while it cannot be. */
    int imapPort() {
        return server == null ? 0 : server.getImap().getPort();
    }

    void start(@Observes StartupEvent event) {
        account.ifPresent(this::open);
    }

    private void open(SandboxConfig.Imap ours) {
        int port = ours.port().orElse(USUAL_PORT);
        var opened = new GreenMail(new ServerSetup[] {
            new ServerSetup(port, host, ServerSetup.PROTOCOL_IMAP),
            new ServerSetup(0, ServerSetup.getLocalHostAddress(), ServerSetup.PROTOCOL_SMTP)
        });
        try {
            opened.start();
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "The sandbox's mailbox could not take port " + port
                            + ": stop what uses it, or set rapport.sandbox.imap.port",
                    e);
        }
        var user = opened.setUser(ours.address(), ours.address(), ours.password());
        opened.getUserManager().setMessageDeliveryHandler((mail, recipient) -> user);
        server = opened;
        LOG.infof("action=listen protocol=imap port=%d", imapPort());
    }

    void stop(@Observes ShutdownEvent event) {
        if (server != null) {
            server.stop();
        }
    }
}
