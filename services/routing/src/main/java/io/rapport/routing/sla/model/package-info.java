/** The clocks of a conversation: pure functions of when they started and what was promised. */
@NullMarked
package io.rapport.routing.sla.model;

import org.jspecify.annotations.NullMarked;
