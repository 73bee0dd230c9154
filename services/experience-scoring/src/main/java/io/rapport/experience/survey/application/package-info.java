/** Asks after a resolution and takes the answer. */
@NullMarked
package io.rapport.experience.survey.application;

import org.jspecify.annotations.NullMarked;
