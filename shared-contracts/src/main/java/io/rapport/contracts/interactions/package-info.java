/** What customers and the company said to each other, on every channel. */
@NullMarked
package io.rapport.contracts.interactions;

import org.jspecify.annotations.NullMarked;
