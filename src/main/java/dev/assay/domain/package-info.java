/// The nouns and their rules: models, experiments, parameters, points, series keys, artifacts, tags, status, callers,
/// faults.
@NullMarked
package dev.assay.domain;

import org.jspecify.annotations.NullMarked;
