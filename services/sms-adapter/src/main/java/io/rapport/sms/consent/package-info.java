/** STOP, START and HELP: what customers allow by text message. */
@NullMarked
package io.rapport.sms.consent;

import org.jspecify.annotations.NullMarked;
