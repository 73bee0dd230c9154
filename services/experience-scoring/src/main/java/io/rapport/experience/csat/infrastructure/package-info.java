/** Satisfaction over the answers of the last days. */
@NullMarked
package io.rapport.experience.csat.infrastructure;

import org.jspecify.annotations.NullMarked;
