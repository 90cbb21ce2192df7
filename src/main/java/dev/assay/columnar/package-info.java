/// Points as columns on the wire: Arrow's stream in and out, Parquet out, in bounded memory.
@NullMarked
package dev.assay.columnar;

import org.jspecify.annotations.NullMarked;
