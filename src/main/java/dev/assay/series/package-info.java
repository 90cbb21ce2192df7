/// What a series is: order, fold, frames; what a pack store promises.
@NullMarked
package dev.assay.series;

import org.jspecify.annotations.NullMarked;
