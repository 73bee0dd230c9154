/** Messenger and Instagram, as the company sees them. */
@NullMarked
package io.rapport.sandbox.messenger;

import org.jspecify.annotations.NullMarked;
