/// Log lines, and what may be written in them.
@NullMarked
package dev.assay.observe;

import org.jspecify.annotations.NullMarked;
