/** The wire: the envelope, the catalogue of event types and the topics. */
@NullMarked
package io.rapport.contracts;

import org.jspecify.annotations.NullMarked;
