/** Opens recoveries and carries them through. */
@NullMarked
package io.rapport.care.recovery.application;

import org.jspecify.annotations.NullMarked;
