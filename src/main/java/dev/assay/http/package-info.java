/// Javalin set up our way: limits, deadlines, hosts, compression, request ids, who calls, which dialect words a
/// failure; has no route.
@NullMarked
package dev.assay.http;

import org.jspecify.annotations.NullMarked;
