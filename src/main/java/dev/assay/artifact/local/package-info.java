/// Artifacts in a directory.
@NullMarked
package dev.assay.artifact.local;

import org.jspecify.annotations.NullMarked;
