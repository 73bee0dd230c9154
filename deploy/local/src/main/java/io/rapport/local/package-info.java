/** The local launcher: every part of the platform, for real, on one machine. */
@NullMarked
package io.rapport.local;

import org.jspecify.annotations.NullMarked;
