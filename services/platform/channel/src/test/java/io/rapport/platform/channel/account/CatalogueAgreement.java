package io.rapport.platform.channel.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.contracts.settings.AccountCatalogue;
import io.rapport.contracts.value.Channel;
import io.smallrye.config.WithDefault;
import io.smallrye.config.common.utils.StringUtil;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** That administrators can set for an account exactly what the adapter's configuration knows. */
public final class CatalogueAgreement {
    private static final Pattern SECRET = Pattern.compile(".*(token|secret|password)");
    /** What an account has from its address, not from its settings. */
    private static final List<String> OUTSIDE = List.of("id", "tenant");

    private CatalogueAgreement() {}

    /** Compares all providers of an adapter, and every name, default, choice and secret. */
    public static void check(Channel channel, Iterable<AccountFactory<?>> factories) {
        var configurable = new TreeMap<String, Map<String, Property>>();
        for (var factory : factories) {
            assertThat(factory.channel()).isEqualTo(channel);
            configurable.put(factory.provider(), properties(factory.settings(), ""));
        }
        var offered = new TreeMap<String, Map<String, Property>>();
        for (var kind : AccountCatalogue.KINDS) {
            if (kind.channel() == channel) {
                var settings = new TreeMap<String, Property>();
                kind.settings()
                        .forEach(it -> settings.put(
                                it.name(),
                                new Property(
                                        it.required(),
                                        it.secret(),
                                        it.usual(),
                                        it.choices().stream().sorted().toList())));
                offered.put(kind.provider(), settings);
            }
        }
        assertThat(offered).isEqualTo(configurable);
    }

    private record Property(
            boolean required, boolean secret, @Nullable String usual, List<String> choices) {}

    private static Map<String, Property> properties(Class<?> settings, String prefix) {
        var all = new TreeMap<String, Property>();
        for (var method : settings.getMethods()) {
            var name = prefix + StringUtil.skewer(method.getName());
            if (OUTSIDE.contains(name)) {
                continue;
            }
            var group = optionalGroup(method.getGenericReturnType());
            if (group.isPresent()) {
                // what is needed in a group need not be set when the group is not
                properties(group.get(), name + ".")
                        .forEach((inner, property) ->
                                all.put(inner, new Property(false, property.secret, property.usual, property.choices)));
            } else if (method.getReturnType().isInterface()
                    && method.getReturnType().getEnclosingClass() != null) {
                all.putAll(properties(method.getReturnType(), name + "."));
            } else {
                all.put(name, property(name, method));
            }
        }
        return all;
    }

    private static Optional<Class<?>> optionalGroup(Type type) {
        return type instanceof ParameterizedType optional
                        && optional.getActualTypeArguments()[0] instanceof Class<?> inner
                        && inner.isInterface()
                        && inner.getEnclosingClass() != null
                ? Optional.of(inner)
                : Optional.empty();
    }

    private static Property property(String name, Method method) {
        var usual = Optional.ofNullable(method.getAnnotation(WithDefault.class))
                .map(WithDefault::value)
                .orElse(null);
        boolean optional = method.getReturnType() == Optional.class || method.getReturnType() == OptionalInt.class;
        var choices = choices(method.getGenericReturnType());
        return new Property(
                usual == null && !optional,
                SECRET.matcher(name).matches(),
                usual != null && !choices.isEmpty() ? usual.toLowerCase(Locale.ROOT) : usual,
                choices);
    }

    private static List<String> choices(Type type) {
        if (type instanceof ParameterizedType optional) {
            return choices(optional.getActualTypeArguments()[0]);
        }
        if (type == boolean.class) {
            return List.of("false", "true");
        }
        return type instanceof Class<?> named && named.isEnum()
                ? Stream.of(named.getEnumConstants())
                        .map(it ->
                                ((Enum<?>) it).name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .sorted()
                        .toList()
                : List.of();
    }
}
