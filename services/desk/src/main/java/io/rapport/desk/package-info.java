/** The people's door: accounts, timeline, gateway and the web console. */
@NullMarked
package io.rapport.desk;

import org.jspecify.annotations.NullMarked;
