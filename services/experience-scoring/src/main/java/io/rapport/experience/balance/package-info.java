/** How much contact customers start and how much we start. */
@NullMarked
package io.rapport.experience.balance;

import org.jspecify.annotations.NullMarked;
