/** Decisions in PostgreSQL and over REST. */
@NullMarked
package io.rapport.care.attention.infrastructure;

import org.jspecify.annotations.NullMarked;
