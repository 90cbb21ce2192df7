package dev.assay.domain;

import java.util.UUID;

/// A person or a program that tokens belong to.
public record User(UUID id, String name) {}
