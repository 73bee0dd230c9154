/** Accounts as administrators set them up, and what can be set for each provider. */
@NullMarked
package io.rapport.contracts.settings;

import org.jspecify.annotations.NullMarked;
