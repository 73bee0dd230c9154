/** The files of messages: shown, fetched and attached, and mail as its sender designed it. */
@NullMarked
package io.rapport.desk.file;

import org.jspecify.annotations.NullMarked;
