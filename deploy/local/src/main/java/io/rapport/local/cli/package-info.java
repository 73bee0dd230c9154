/** The verbs of `./rapport`. */
@NullMarked
package io.rapport.local.cli;

import org.jspecify.annotations.NullMarked;
