/** The measure for the adapters' intake. */
@NullMarked
package io.rapport.load.bare;

import org.jspecify.annotations.NullMarked;
