/** What was promised, as configured. */
@NullMarked
package io.rapport.routing.sla.application;

import org.jspecify.annotations.NullMarked;
