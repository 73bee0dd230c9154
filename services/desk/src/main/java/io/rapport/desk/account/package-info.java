/** Who may sign in, who is signed in and who can take work. */
@NullMarked
package io.rapport.desk.account;

import org.jspecify.annotations.NullMarked;
