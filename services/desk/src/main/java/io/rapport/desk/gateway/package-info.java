/** The way from a browser to the other services. */
@NullMarked
package io.rapport.desk.gateway;

import org.jspecify.annotations.NullMarked;
