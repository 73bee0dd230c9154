/** Kills parts while mail flows, and counts what is left. */
@NullMarked
package io.rapport.load.chaos;

import org.jspecify.annotations.NullMarked;
