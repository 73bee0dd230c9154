/** What customers write on social networks. */
@NullMarked
package io.rapport.social.inbound;

import org.jspecify.annotations.NullMarked;
