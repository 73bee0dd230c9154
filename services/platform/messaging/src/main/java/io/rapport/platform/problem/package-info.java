/** What callers over HTTP read when they do not get what they ask for. */
@NullMarked
package io.rapport.platform.problem;

import org.jspecify.annotations.NullMarked;
