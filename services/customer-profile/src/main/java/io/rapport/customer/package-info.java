/** Who is who. */
@NullMarked
package io.rapport.customer;

import org.jspecify.annotations.NullMarked;
