/** Recoveries in PostgreSQL and over REST. */
@NullMarked
package io.rapport.care.recovery.infrastructure;

import org.jspecify.annotations.NullMarked;
