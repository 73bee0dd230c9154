/** Throughput, latency and processor time per message. */
@NullMarked
package io.rapport.load.bench;

import org.jspecify.annotations.NullMarked;
