/** The agents of a tenant, as stored. */
@NullMarked
package io.rapport.routing.assignment.application;

import org.jspecify.annotations.NullMarked;
