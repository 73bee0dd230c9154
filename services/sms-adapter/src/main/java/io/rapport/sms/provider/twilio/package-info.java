/** Twilio: its webhooks, its signature, its REST API and its words. */
@NullMarked
package io.rapport.sms.provider.twilio;

import org.jspecify.annotations.NullMarked;
