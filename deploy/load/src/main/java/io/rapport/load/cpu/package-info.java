/** How much processor time each process takes. */
@NullMarked
package io.rapport.load.cpu;

import org.jspecify.annotations.NullMarked;
