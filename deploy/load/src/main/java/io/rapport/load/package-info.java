/** Measures the platform under load, and proves that faults lose nothing. */
@NullMarked
package io.rapport.load;

import org.jspecify.annotations.NullMarked;
