package dev.assay.artifact;

import dev.assay.domain.Digest;

/// A content that is on stable storage.
public record Stored(Digest digest, long sizeBytes) {}
