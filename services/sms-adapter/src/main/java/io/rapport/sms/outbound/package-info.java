/** What we write by text message. */
@NullMarked
package io.rapport.sms.outbound;

import org.jspecify.annotations.NullMarked;
