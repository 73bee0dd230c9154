/** What every message of ours passes before a provider gets it. */
@NullMarked
package io.rapport.sms.outbound;

import org.jspecify.annotations.NullMarked;
