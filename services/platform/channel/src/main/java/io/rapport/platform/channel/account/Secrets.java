package io.rapport.platform.channel.account;

import io.rapport.contracts.value.TenantId;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The secrets that accounts refer to by name: files in {@code rapport.secrets.folder}, one a secret, as Kubernetes mounts them; another
 * tenant's in the folder of its name therein. The default tenant's may be configured, as {@code rapport.secrets.<name>}, too.
 */
@Singleton
public class Secrets {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final String FOLDER = "folder";
    private static final int LARGEST = 64 * 1024;

    private final Optional<Path> folder;
    private final Config config;

    Secrets(@ConfigProperty(name = "rapport.secrets.folder") Optional<Path> folder, Config config) {
        this.folder = folder;
        this.config = config;
    }

    /** @throws IllegalArgumentException saying why there is none, with its name only */
    String get(TenantId tenant, String name) {
        if (!NAME.matcher(name).matches() || name.equals(FOLDER)) {
            throw new IllegalArgumentException("\"" + name
                    + "\" cannot be the name of a secret: write 1 to 63 lower-case letters, digits and hyphens");
        }
        return file(tenant, name)
                .or(() -> configured(tenant, name))
                .orElseThrow(() -> new IllegalArgumentException("There is no secret \"" + name
                        + "\" where the adapter runs: put it into a file of that name in " + "rapport.secrets.folder"));
    }

    private Optional<String> file(TenantId tenant, String name) {
        // a tenant must not reach another's by its name
        var file = folder.map(it -> tenant.equals(TenantId.DEFAULT) ? it : it.resolve(tenant.value()))
                .map(it -> it.resolve(name))
                .filter(Files::isRegularFile);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (Files.size(file.get()) > LARGEST) {
                throw new IllegalArgumentException(
                        "The file of the secret \"" + name + "\" is no secret: it is too large");
            }
            return Optional.of(Files.readString(file.get()).strip());
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "The file of the secret \"" + name + "\" cannot be read: "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }

    private Optional<String> configured(TenantId tenant, String name) {
        return tenant.equals(TenantId.DEFAULT)
                ? config.getOptionalValue("rapport.secrets." + name, String.class)
                : Optional.empty();
    }
}
