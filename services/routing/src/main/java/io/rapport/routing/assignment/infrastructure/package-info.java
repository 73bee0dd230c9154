/** Agents in PostgreSQL and over HTTP. */
@NullMarked
package io.rapport.routing.assignment.infrastructure;

import org.jspecify.annotations.NullMarked;
