/** Who may be contacted, when, and why not. */
@NullMarked
package io.rapport.care.attention.model;

import org.jspecify.annotations.NullMarked;
