package dev.assay.config;

import java.util.Optional;

/// Which release this program is.
public final class Version {

    private Version() {}

    /// As the jar's manifest has it; classes that come from no jar are in development.
    public static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
