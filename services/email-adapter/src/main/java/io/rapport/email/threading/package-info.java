/** Which conversation a mail belongs to. */
@NullMarked
package io.rapport.email.threading;

import org.jspecify.annotations.NullMarked;
