/** What agents see and do in the console. */
@NullMarked
package io.rapport.desk.inbox;

import org.jspecify.annotations.NullMarked;
