/** WhatsApp: the Cloud API and its words. */
@NullMarked
package io.rapport.social.provider.whatsapp;

import org.jspecify.annotations.NullMarked;
