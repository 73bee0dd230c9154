/** What Meta's networks have in common: the Graph API, signed webhooks, and one door for them. */
@NullMarked
package io.rapport.social.meta;

import org.jspecify.annotations.NullMarked;
