/// Bytes written and read: varints, texts, checksums; every length is checked before it is believed.
@NullMarked
package dev.assay.bytes;

import org.jspecify.annotations.NullMarked;
