package dev.assay.app;

import java.util.Optional;

/// Which models to list: the newest first, `pageSize` (1 or more) at a time.
public record ModelQuery(Lifecycle lifecycle, Optional<String> name, int pageSize, Optional<String> pageToken) {}
