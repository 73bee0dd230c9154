/** Loads, decides, saves: one transaction at a time. */
@NullMarked
package io.rapport.routing.conversation.application;

import org.jspecify.annotations.NullMarked;
