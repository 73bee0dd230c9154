/** The customers' phones: what all networks have in common. */
@NullMarked
package io.rapport.sandbox.phone;

import org.jspecify.annotations.NullMarked;
