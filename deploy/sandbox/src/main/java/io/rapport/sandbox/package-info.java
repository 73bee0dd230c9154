/** Stand-in providers and the customer's side of every channel, for trying and testing. */
@NullMarked
package io.rapport.sandbox;

import org.jspecify.annotations.NullMarked;
