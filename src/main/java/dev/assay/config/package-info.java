/// Every setting: name, default, unit, meaning; refuses unknown names.
@NullMarked
package dev.assay.config;

import org.jspecify.annotations.NullMarked;
