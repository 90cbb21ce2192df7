/// Points to bytes and back; pure functions; the formats are drawn in docs/format.
@NullMarked
package dev.assay.series.codec;

import org.jspecify.annotations.NullMarked;
