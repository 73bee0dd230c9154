/** What adapters are asked to send. */
@NullMarked
package io.rapport.contracts.outbound;

import org.jspecify.annotations.NullMarked;
