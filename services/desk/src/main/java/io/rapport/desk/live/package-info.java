/** News to browsers as it happens. */
@NullMarked
package io.rapport.desk.live;

import org.jspecify.annotations.NullMarked;
