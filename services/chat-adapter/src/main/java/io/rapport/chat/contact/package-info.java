/** Who visitors say to be. */
@NullMarked
package io.rapport.chat.contact;

import org.jspecify.annotations.NullMarked;
