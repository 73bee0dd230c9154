/** What can be known before a message is sent: whether it may go, how it is cut, what it takes. */
@NullMarked
package io.rapport.platform.channel.capability;

import org.jspecify.annotations.NullMarked;
