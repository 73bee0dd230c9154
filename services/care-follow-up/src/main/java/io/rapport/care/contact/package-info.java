/** What care knows about customers, their open requests and the last contact with them. */
@NullMarked
package io.rapport.care.contact;

import org.jspecify.annotations.NullMarked;
