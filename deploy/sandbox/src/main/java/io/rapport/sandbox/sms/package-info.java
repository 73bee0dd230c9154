/** What every text message is made of, whoever carries it. */
@NullMarked
package io.rapport.sandbox.sms;

import org.jspecify.annotations.NullMarked;
