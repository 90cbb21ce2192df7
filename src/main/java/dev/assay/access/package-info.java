/// Who a token is, and what that caller may do.
@NullMarked
package dev.assay.access;

import org.jspecify.annotations.NullMarked;
