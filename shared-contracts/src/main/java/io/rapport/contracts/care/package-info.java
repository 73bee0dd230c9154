/** What care did, promised, held back and made good. */
@NullMarked
package io.rapport.contracts.care;

import org.jspecify.annotations.NullMarked;
