/** How customers feel, in numbers that explain themselves. */
@NullMarked
package io.rapport.experience;

import org.jspecify.annotations.NullMarked;
