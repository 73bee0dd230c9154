/** Collects evidence and says when a score moved. */
@NullMarked
package io.rapport.experience.score.application;

import org.jspecify.annotations.NullMarked;
