/** What the protocols of the load generator share. */
@NullMarked
package io.rapport.load.wire;

import org.jspecify.annotations.NullMarked;
