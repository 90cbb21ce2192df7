package dev.assay.app;

import dev.assay.domain.Model;
import dev.assay.domain.ModelVersion;
import java.util.Optional;

/// An experiment with all that it names, as it was at one moment.
///
/// @param creator the name of whoever made it; the id, where no account has it
/// @param linkedVersion the linked version, where it is one of ours
public record Overview(Snapshot snapshot, Model model, String creator, Optional<ModelVersion> linkedVersion) {}
