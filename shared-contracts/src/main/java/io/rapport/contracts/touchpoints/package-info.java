/** What a customer lived through outside conversations. */
@NullMarked
package io.rapport.contracts.touchpoints;

import org.jspecify.annotations.NullMarked;
