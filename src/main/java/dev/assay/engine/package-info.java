/// Makes writes durable and reads exact: the one writer, the log, roll-up into packs, the fold.
@NullMarked
package dev.assay.engine;

import org.jspecify.annotations.NullMarked;
