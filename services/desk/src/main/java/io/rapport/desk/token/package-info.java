/** The short-lived tokens by which other services know on whose behalf the desk calls. */
@NullMarked
package io.rapport.desk.token;

import org.jspecify.annotations.NullMarked;
