/** The social networks adapter: providers' webhooks in, commands out. */
@NullMarked
package io.rapport.social;

import org.jspecify.annotations.NullMarked;
