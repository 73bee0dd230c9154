/** Who gets a conversation, and why. */
@NullMarked
package io.rapport.routing.assignment.model;

import org.jspecify.annotations.NullMarked;
