/** Signing in at mail servers that want access tokens instead of passwords. */
@NullMarked
package io.rapport.email.oauth;

import org.jspecify.annotations.NullMarked;
