/** Where raw payloads, attachments and markers are kept. */
@NullMarked
package io.rapport.platform.channel.store;

import org.jspecify.annotations.NullMarked;
