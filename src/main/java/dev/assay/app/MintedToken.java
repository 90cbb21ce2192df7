package dev.assay.app;

import dev.assay.access.TokenText;
import dev.assay.domain.Token;

/// A token that was just made: its text is shown this once.
public record MintedToken(Token token, TokenText text) {}
