/// The page: what a browser loads, how it signs in, and what its lists and charts ask for that no program needs. All of
/// it answers in the words of our own API.
@NullMarked
package dev.assay.wire.ui;

import org.jspecify.annotations.NullMarked;
