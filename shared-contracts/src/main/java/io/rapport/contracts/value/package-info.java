/** Value types that events and commands are made of. */
@NullMarked
package io.rapport.contracts.value;

import org.jspecify.annotations.NullMarked;
