/** Customer satisfaction as one formula. */
@NullMarked
package io.rapport.experience.csat.model;

import org.jspecify.annotations.NullMarked;
