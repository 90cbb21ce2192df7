/// Our own API: writes, and what neither dialect has a word for.
@NullMarked
package dev.assay.wire.assay;

import org.jspecify.annotations.NullMarked;
