/// One class per table, the log and the index of packs among them: jOOQ queries and row mapping.
@NullMarked
package dev.assay.meta;

import org.jspecify.annotations.NullMarked;
