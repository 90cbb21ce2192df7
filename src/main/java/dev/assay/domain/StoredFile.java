package dev.assay.domain;

import java.time.Instant;
import java.util.Optional;

/// A file of an experiment: bytes of any kind, which lie in the artifact store under `digest`. The path is data, never
/// one of ours.
///
/// @param createdTime when it was stored
/// @param image what it is shown under, where it is an image
public record StoredFile(
        String path,
        String contentType,
        long sizeBytes,
        Digest digest,
        Instant createdTime,
        Optional<ImageLabel> image) {}
