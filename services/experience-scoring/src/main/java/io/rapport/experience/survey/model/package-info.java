/** One question about one resolution, answered at most once. */
@NullMarked
package io.rapport.experience.survey.model;

import org.jspecify.annotations.NullMarked;
