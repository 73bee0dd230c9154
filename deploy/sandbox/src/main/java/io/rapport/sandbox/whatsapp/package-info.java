/** WhatsApp, as Meta's Cloud API shows it. */
@NullMarked
package io.rapport.sandbox.whatsapp;

import org.jspecify.annotations.NullMarked;
