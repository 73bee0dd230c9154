package io.rapport.contracts.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** A company that uses the platform: 1 to 63 lower-case letters, digits and hyphens. */
public record TenantId(@JsonValue String value) {
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** The tenant of an installation that serves one company. */
    public static final TenantId DEFAULT = new TenantId("default");

    public TenantId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "A tenant is 1 to 63 lower-case letters, digits and hyphens, not \"" + value + "\"");
        }
    }

    @JsonCreator
    public static TenantId of(String value) {
        return DEFAULT.value.equals(value) ? DEFAULT : new TenantId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
