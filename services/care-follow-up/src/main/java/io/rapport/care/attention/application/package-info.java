/** The one place that all outward contact asks. */
@NullMarked
package io.rapport.care.attention.application;

import org.jspecify.annotations.NullMarked;
