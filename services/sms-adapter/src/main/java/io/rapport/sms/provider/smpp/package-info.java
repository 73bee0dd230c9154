/** A short message service centre that speaks SMPP 3.4. */
@NullMarked
package io.rapport.sms.provider.smpp;

import org.jspecify.annotations.NullMarked;
