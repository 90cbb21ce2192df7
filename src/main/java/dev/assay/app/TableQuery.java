package dev.assay.app;

import dev.assay.query.Filter;
import dev.assay.query.Order;
import dev.assay.search.Folds;
import java.util.Optional;

/// Which experiments of a model are looked at, and in which order; the newest come first where it leaves them
/// equal.
///
/// @param deleted whether those that are deleted are meant, or the others
/// @param nested that each stands below the one that it is nested in, where that is there too, and which of them are
///     folded
public record TableQuery(Filter filter, Order order, boolean deleted, Optional<Folds> nested) {}
