/// The commands: to a running server over its own API, or on the folder under its lock.
@NullMarked
package dev.assay.cli;

import org.jspecify.annotations.NullMarked;
