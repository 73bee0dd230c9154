/** What customers write by text message. */
@NullMarked
package io.rapport.sms.inbound;

import org.jspecify.annotations.NullMarked;
