/** What Meta's networks have in common. */
@NullMarked
package io.rapport.sandbox.meta;

import org.jspecify.annotations.NullMarked;
