/** The web sites that have the chat on their pages, and what each of them wants. */
@NullMarked
package io.rapport.chat.site;

import org.jspecify.annotations.NullMarked;
