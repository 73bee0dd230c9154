/** The text message adapter: providers' webhooks in, commands out. */
@NullMarked
package io.rapport.sms;

import org.jspecify.annotations.NullMarked;
