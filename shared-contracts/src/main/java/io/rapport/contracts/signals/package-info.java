/** What is worth knowing now, and nothing later. */
@NullMarked
package io.rapport.contracts.signals;

import org.jspecify.annotations.NullMarked;
