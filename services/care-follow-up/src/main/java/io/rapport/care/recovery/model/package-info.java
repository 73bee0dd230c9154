/** A mistake, the apology that is owed, and how it ended. */
@NullMarked
package io.rapport.care.recovery.model;

import org.jspecify.annotations.NullMarked;
