/** Mail that we send. */
@NullMarked
package io.rapport.email.outbound;

import org.jspecify.annotations.NullMarked;
