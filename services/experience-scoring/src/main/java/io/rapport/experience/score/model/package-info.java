/** The experience score, a pure function of evidence. */
@NullMarked
package io.rapport.experience.score.model;

import org.jspecify.annotations.NullMarked;
