package dev.assay.domain;

import java.util.Optional;

/// Where an experiment was created from.
public sealed interface Source {

    record Sdk() implements Source {}

    record CodeWorkspace(Rid containerRid, Optional<Rid> deploymentRid) implements Source {}

    record Authoring(Rid stemmaRid) implements Source {}
}
