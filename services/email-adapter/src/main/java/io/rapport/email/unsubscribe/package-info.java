/** The customer's way out of contact that we start (RFC 2369, RFC 8058). */
@NullMarked
package io.rapport.email.unsubscribe;

import org.jspecify.annotations.NullMarked;
