/**
 * Everything between Kafka and a handler: the envelope, batches in one transaction, recognition of repeated events, patience
 * with transient faults, isolation of poison, dead letters, traces and metrics.
 */
@NullMarked
package io.rapport.platform.messaging;

import org.jspecify.annotations.NullMarked;
