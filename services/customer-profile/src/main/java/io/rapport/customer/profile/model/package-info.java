/** A customer as interactions show one. */
@NullMarked
package io.rapport.customer.profile.model;

import org.jspecify.annotations.NullMarked;
