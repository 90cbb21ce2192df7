/// What can be asked of experiments: one sealed tree for every dialect, its value for one experiment in
/// memory, the orders of results, and the language that people write both in.
@NullMarked
package dev.assay.query;

import org.jspecify.annotations.NullMarked;
