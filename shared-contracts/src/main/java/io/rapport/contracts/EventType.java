package io.rapport.contracts;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The wire name of an event or command, carried in {@code ce_type}.
 *
 * <p>The shape is {@code rapport.<stream>.<kebab-name>.v<major>}. It never changes, whatever the record is renamed to.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EventType {
    String value();
}
