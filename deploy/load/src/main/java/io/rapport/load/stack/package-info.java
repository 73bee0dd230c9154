/** The stack that is measured or broken: started here or found running. */
@NullMarked
package io.rapport.load.stack;

import org.jspecify.annotations.NullMarked;
