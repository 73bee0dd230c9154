/** How fast mail is read. */
@NullMarked
package io.rapport.load.parse;

import org.jspecify.annotations.NullMarked;
