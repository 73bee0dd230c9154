/** The web console's pages. */
@NullMarked
package io.rapport.desk.console;

import org.jspecify.annotations.NullMarked;
