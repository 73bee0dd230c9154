/** How customers feel about it, in numbers that explain themselves. */
@NullMarked
package io.rapport.contracts.experience;

import org.jspecify.annotations.NullMarked;
