/// Finds experiments: what they are searched by is kept in memory, a column for each thing that was asked
/// for, and follows the database, so that every answer is exact as of its transaction.
@NullMarked
package dev.assay.search;

import org.jspecify.annotations.NullMarked;
