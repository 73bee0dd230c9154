/** Agents come, pause, leave and change; their work follows. */
@NullMarked
package io.rapport.routing.presence;

import org.jspecify.annotations.NullMarked;
