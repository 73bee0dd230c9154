/** Mail in and out. */
@NullMarked
package io.rapport.email;

import org.jspecify.annotations.NullMarked;
