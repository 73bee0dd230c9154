/** What comes in: kept as it came, read, and put on the log. */
@NullMarked
package io.rapport.platform.channel.inbound;

import org.jspecify.annotations.NullMarked;
