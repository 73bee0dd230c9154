package io.rapport.local.up;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Supplier;

/** The folder with everything one running stack keeps: data, logs, start-up caches, secrets. */
public record Home(Path folder) {

    /** `RAPPORT_HOME`, else `.rapport` in the checkout. */
    public static Home of(Path root, Map<String, String> environment) {
        var configured = environment.getOrDefault("RAPPORT_HOME", "");
        return new Home(
                configured.isBlank()
                        ? root.resolve(".rapport")
                        : Path.of(configured).toAbsolutePath().normalize());
    }

    public Path data(String part) {
        return folder.resolve("data").resolve(part);
    }

    /** The folder that stands in for an object store. */
    public Path store() {
        return folder.resolve("store");
    }

    public Path log(String part) {
        return folder.resolve("logs").resolve(part + ".log");
    }

    public Path aot() {
        return folder.resolve("aot");
    }

    public Path state() {
        return folder.resolve("state.json");
    }

    public Path lock() {
        return folder.resolve("launcher.lock");
    }

    /** Starts a new log and keeps the one before it. */
    public Path rotatedLog(String part) throws IOException {
        var log = log(part);
        Files.createDirectories(log.getParent());
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling(part + ".log.1"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        return log;
    }

    /** The password of the demo accounts: made once, readable by its owner only. */
    public String demoPassword() throws IOException {
        return secret("demo-password", Home::newPassword);
    }

    /** What the sandbox's providers and the adapters know of each other: made once, readable by its owner only. */
    public ProviderSecrets providerSecrets() throws IOException {
        return new ProviderSecrets(secret("provider-secret", Home::newSeed));
    }

    private String secret(String name, Supplier<String> made) throws IOException {
        var file = folder.resolve(name);
        if (!Files.exists(file)) {
            Files.createDirectories(folder);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, made.get());
        }
        return Files.readString(file).strip();
    }

    private static String newSeed() {
        var seed = new byte[32];
        new SecureRandom().nextBytes(seed);
        return HexFormat.of().formatHex(seed);
    }

    private static String newPassword() {
        // No look-alikes: people type it from a terminal.
        var letters = "abcdefghjkmnpqrstuvwxyz23456789";
        return new SecureRandom()
                .ints(12, 0, letters.length())
                .collect(StringBuilder::new, (text, i) -> text.append(letters.charAt(i)), StringBuilder::append)
                .insert(8, '-')
                .insert(4, '-')
                .toString();
    }
}
