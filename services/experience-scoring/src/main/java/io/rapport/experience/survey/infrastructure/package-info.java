/** The public survey page and the survey table. */
@NullMarked
package io.rapport.experience.survey.infrastructure;

import org.jspecify.annotations.NullMarked;
