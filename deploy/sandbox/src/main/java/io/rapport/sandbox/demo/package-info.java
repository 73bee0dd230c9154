/** Fictional customers who write by themselves. */
@NullMarked
package io.rapport.sandbox.demo;

import org.jspecify.annotations.NullMarked;
