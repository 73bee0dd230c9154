/** Our accounts on the channels and what they carry. */
@NullMarked
package io.rapport.desk.channel;

import org.jspecify.annotations.NullMarked;
