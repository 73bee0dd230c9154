/** Files that visitors send. */
@NullMarked
package io.rapport.chat.file;

import org.jspecify.annotations.NullMarked;
