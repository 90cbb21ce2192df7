package dev.assay.cli;

import dev.assay.config.Settings;

/// What the commands need of the rest of the program. The caller holds the lock of the data folder all the while.
public interface Program {

    /// Opens the folder and listens; returns once requests are answered. `localToken` is valid as the admin's for as
    /// long as this server runs and is stored nowhere by it.
    RunningServer serve(Settings settings, String localToken);

    /// Opens the tokens of a folder that no server works on.
    Tokens openTokens(Settings settings);
}
