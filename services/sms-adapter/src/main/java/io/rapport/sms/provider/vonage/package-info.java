/** Vonage: its webhooks, its signatures, its SMS API and its words. */
@NullMarked
package io.rapport.sms.provider.vonage;

import org.jspecify.annotations.NullMarked;
