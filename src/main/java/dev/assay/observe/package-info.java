/// Metrics, flight-recorder events and log lines, and what may be written in them.
@NullMarked
package dev.assay.observe;

import org.jspecify.annotations.NullMarked;
