/// Foundry's JSON vocabulary, which our own API shares: experiments, parameters, tags, artifacts, sources, errors.
@NullMarked
package dev.assay.wire.json;

import org.jspecify.annotations.NullMarked;
