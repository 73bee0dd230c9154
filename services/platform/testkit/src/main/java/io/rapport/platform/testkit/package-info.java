/** Real Kafka and PostgreSQL once per build, assertions on what services tell the log, and the rules of the house. */
@NullMarked
package io.rapport.platform.testkit;

import org.jspecify.annotations.NullMarked;
