/** Customers' browsers with the company's chat open. */
@NullMarked
package io.rapport.sandbox.chat;

import org.jspecify.annotations.NullMarked;
