/** Mail that customers send us. */
@NullMarked
package io.rapport.email.inbound;

import org.jspecify.annotations.NullMarked;
