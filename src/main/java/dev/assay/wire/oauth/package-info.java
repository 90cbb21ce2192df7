/// Signing in for applications, as OAuth 2 has it, on Foundry's paths.
@NullMarked
package dev.assay.wire.oauth;

import org.jspecify.annotations.NullMarked;
