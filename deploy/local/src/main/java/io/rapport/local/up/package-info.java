/** The whole stack: what belongs to it, how it is started, watched and stopped. */
@NullMarked
package io.rapport.local.up;

import org.jspecify.annotations.NullMarked;
