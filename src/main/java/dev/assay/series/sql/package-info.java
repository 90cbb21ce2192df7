/// Packs in the metadata database.
@NullMarked
package dev.assay.series.sql;

import org.jspecify.annotations.NullMarked;
