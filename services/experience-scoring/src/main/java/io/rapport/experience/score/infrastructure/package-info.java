/** Evidence in PostgreSQL and the scores over REST. */
@NullMarked
package io.rapport.experience.score.infrastructure;

import org.jspecify.annotations.NullMarked;
