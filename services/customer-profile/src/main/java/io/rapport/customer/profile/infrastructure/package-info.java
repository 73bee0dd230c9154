/** Profiles in PostgreSQL and over REST. */
@NullMarked
package io.rapport.customer.profile.infrastructure;

import org.jspecify.annotations.NullMarked;
