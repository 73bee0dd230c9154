/** Who can take work now. */
@NullMarked
package io.rapport.contracts.agents;

import org.jspecify.annotations.NullMarked;
