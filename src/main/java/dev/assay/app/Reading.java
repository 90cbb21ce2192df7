package dev.assay.app;

import java.util.function.BooleanSupplier;

/// An experiment as it was read.
///
/// @param isCurrent whether it is certain, without asking the database, that a read would find the same now
public record Reading(Snapshot snapshot, BooleanSupplier isCurrent) {}
