/** Who is who. */
@NullMarked
package io.rapport.contracts.customers;

import org.jspecify.annotations.NullMarked;
