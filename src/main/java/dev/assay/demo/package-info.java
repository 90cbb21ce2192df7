/// Small trainings that are computed here and now, and what they log through the public API, as any program would.
@NullMarked
package dev.assay.demo;

import org.jspecify.annotations.NullMarked;
