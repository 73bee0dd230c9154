/** What every channel provider implements. */
@NullMarked
package io.rapport.platform.channel.provider;

import org.jspecify.annotations.NullMarked;
