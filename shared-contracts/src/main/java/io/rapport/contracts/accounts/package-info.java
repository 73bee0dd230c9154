/** Our accounts on the channels, and what came in over them. */
@NullMarked
package io.rapport.contracts.accounts;

import org.jspecify.annotations.NullMarked;
