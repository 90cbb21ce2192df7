/// Keeping a store's files: back-up, restore, and the check that all of it is what was written.
@NullMarked
package dev.assay.keep;

import org.jspecify.annotations.NullMarked;
