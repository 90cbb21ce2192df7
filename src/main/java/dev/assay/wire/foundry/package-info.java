/// Foundry's Models API.
@NullMarked
package dev.assay.wire.foundry;

import org.jspecify.annotations.NullMarked;
