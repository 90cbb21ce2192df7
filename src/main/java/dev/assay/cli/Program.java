package dev.assay.cli;

import dev.assay.config.Settings;

/// What the commands need of the rest of the program. The caller holds the lock of the data folder all the while.
public interface Program {

    /// Opens the folder and listens; returns once requests are answered.
    RunningServer serve(Settings settings);

    /// Opens the tokens of a folder that no server works on.
    Tokens openTokens(Settings settings);

    /// Opens the applications of a folder that no server works on.
    Clients openClients(Settings settings);

    /// Opens the purges of a folder that no server works on.
    Purges openPurges(Settings settings);
}
