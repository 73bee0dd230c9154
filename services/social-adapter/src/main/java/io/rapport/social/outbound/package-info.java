/** What we write on social networks. */
@NullMarked
package io.rapport.social.outbound;

import org.jspecify.annotations.NullMarked;
