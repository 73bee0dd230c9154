/** Keeps profiles and tells the log about them. */
@NullMarked
package io.rapport.customer.profile.application;

import org.jspecify.annotations.NullMarked;
