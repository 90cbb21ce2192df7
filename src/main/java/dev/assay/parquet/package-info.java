/// Parquet files of others, read a column at a time: nothing in them is believed, and a page is all that is in memory.
@NullMarked
package dev.assay.parquet;

import org.jspecify.annotations.NullMarked;
