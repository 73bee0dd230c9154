/** Who can be given an apology to make. */
@NullMarked
package io.rapport.care.agent;

import org.jspecify.annotations.NullMarked;
