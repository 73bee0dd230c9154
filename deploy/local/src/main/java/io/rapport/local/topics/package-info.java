/** The topics of the platform, as shared-contracts declares them. */
@NullMarked
package io.rapport.local.topics;

import org.jspecify.annotations.NullMarked;
