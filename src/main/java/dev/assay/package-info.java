/// The program: reads the settings, calls the constructors, starts, stops in reverse.
@NullMarked
package dev.assay;

import org.jspecify.annotations.NullMarked;
