package io.rapport.platform.channel.account;

import io.rapport.contracts.value.TenantId;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Settings by name, read as the configuration reads them: the same names, defaults and forms. */
final class AccountSettings {
    private static final String PREFIX = "account";
    private static final Pattern CODE = Pattern.compile("^[A-Z]+\\d+: ");
    private static final Pattern UNKNOWN = Pattern.compile(PREFIX + "\\.(\\S+) in \\S+ does not map to any root");
    private static final Pattern MISSING = Pattern.compile("property " + PREFIX + "\\.(\\S+) is required but .*");

    private AccountSettings() {}

    /**
     * The settings of one account.
     *
     * @param values with the secrets themselves
     * @throws IllegalArgumentException saying what is missing or wrong
     */
    static <C> C read(Class<C> type, TenantId tenant, String id, Map<String, String> values) {
        var named = new HashMap<String, String>();
        values.forEach((name, value) -> named.put(PREFIX + '.' + name, value));
        named.put(PREFIX + ".id", id);
        named.put(PREFIX + ".tenant", tenant.value());
        try {
            // without interceptors: what stands in ${…} must not be looked up where the adapter runs
            return new SmallRyeConfigBuilder()
                    .addDiscoveredConverters()
                    .withMapping(type, PREFIX)
                    .withSources(new PropertiesConfigSource(named, PREFIX, 100))
                    .build()
                    .getConfigMapping(type, PREFIX);
        } catch (ConfigValidationException e) {
            throw new IllegalArgumentException(words(e), e);
        }
    }

    private static String words(ConfigValidationException invalid) {
        var problems = new TreeSet<String>();
        for (int i = 0; i < invalid.getProblemCount(); i++) {
            problems.add(words(invalid.getProblem(i).getMessage()));
        }
        return String.join("; ", problems);
    }

    private static String words(String problem) {
        var said = CODE.matcher(problem).replaceFirst("");
        var unknown = UNKNOWN.matcher(said);
        if (unknown.find()) {
            return "There is no setting \"" + unknown.group(1) + "\"";
        }
        var missing = MISSING.matcher(said);
        if (missing.find()) {
            return "The setting \"" + missing.group(1) + "\" is missing";
        }
        return said.replace(PREFIX + ".", "");
    }
}
