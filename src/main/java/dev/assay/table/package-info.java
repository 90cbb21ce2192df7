/// Tables in: CSV and JSON lines, by rows, in bounded memory.
@NullMarked
package dev.assay.table;

import org.jspecify.annotations.NullMarked;
