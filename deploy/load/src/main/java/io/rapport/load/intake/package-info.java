/** What an adapter takes, against an endpoint that only passes on to Kafka. */
@NullMarked
package io.rapport.load.intake;

import org.jspecify.annotations.NullMarked;
