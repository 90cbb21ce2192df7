/// What an artifact store promises: names, digests, whole or not at all.
@NullMarked
package dev.assay.artifact;

import org.jspecify.annotations.NullMarked;
