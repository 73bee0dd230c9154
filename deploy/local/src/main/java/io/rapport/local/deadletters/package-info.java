/** What the services could not handle, and the way back. */
@NullMarked
package io.rapport.local.deadletters;

import org.jspecify.annotations.NullMarked;
