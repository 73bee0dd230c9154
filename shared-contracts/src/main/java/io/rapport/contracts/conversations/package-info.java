/** The life of a conversation in service, and the commands that move it. */
@NullMarked
package io.rapport.contracts.conversations;

import org.jspecify.annotations.NullMarked;
