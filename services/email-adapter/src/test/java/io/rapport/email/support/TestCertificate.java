package io.rapport.email.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for localhost that nobody trusts but who is told to, made once a run by the JDK's keytool. */
public final class TestCertificate {
    public static final String PASSWORD = "changeit";
    /** The key and its certificate. */
    public static final Path KEYS = Path.of("target/tls/keys.p12").toAbsolutePath();
    /** Another key for the same name and its certificate. */
    public static final Path RENEWED = Path.of("target/tls/renewed.p12").toAbsolutePath();
    /** Both certificates as ones to be trusted. */
    public static final Path TRUST = Path.of("target/tls/trust.p12").toAbsolutePath();

    static {
        // every Quarkus start of a run loads this class anew
        if (KEYS.toFile().lastModified() < ManagementFactory.getRuntimeMXBean().getStartTime()) {
            make();
        }
    }

    private TestCertificate() {}

    /** Configurations {@code mail} and {@code renewed}, that have a certificate each, and {@code peers} that trusts them. */
    public static Map<String, String> config() {
        return Map.of(
                "quarkus.tls.mail.key-store.p12.path",
                KEYS.toString(),
                "quarkus.tls.mail.key-store.p12.password",
                PASSWORD,
                "quarkus.tls.renewed.key-store.p12.path",
                RENEWED.toString(),
                "quarkus.tls.renewed.key-store.p12.password",
                PASSWORD,
                "quarkus.tls.peers.trust-store.p12.path",
                TRUST.toString(),
                "quarkus.tls.peers.trust-store.p12.password",
                PASSWORD);
    }

    /** A server with the certificate, or a client that trusts it. */
    public static SSLContext context() {
        try {
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(load(KEYS), PASSWORD.toCharArray());
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(load(TRUST));
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore load(Path file) throws GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void make() {
        try {
            Files.createDirectories(KEYS.getParent());
            Files.deleteIfExists(TRUST);
            make(KEYS, "mail");
            make(RENEWED, "renewed");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void make(Path keys, String name) throws IOException {
        var certificate = keys.resolveSibling(name + ".pem");
        Files.deleteIfExists(keys);
        Files.deleteIfExists(certificate);
        keytool(keys, name, "-genkeypair", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost");
        keytool(keys, name, "-exportcert", "-rfc", "-file", certificate.toString());
        keytool(TRUST, name, "-importcert", "-noprompt", "-file", certificate.toString());
    }

    private static void keytool(Path store, String alias, String... command) {
        var all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        all.addAll(Arrays.asList(command));
        all.addAll(List.of(
                "-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD, "-alias", alias));
        try {
            int exit = new ProcessBuilder(all).inheritIO().start().waitFor();
            if (exit != 0) {
                throw new IllegalStateException("keytool ended with " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
