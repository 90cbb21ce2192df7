/// Jackson's streams with our number rules and limits; knows no field name.
@NullMarked
package dev.assay.json;

import org.jspecify.annotations.NullMarked;
