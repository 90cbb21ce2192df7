package dev.assay.cli;

import java.util.Optional;

/// A server that answers.
public interface RunningServer extends AutoCloseable {

    /// The port listened on, also where the settings left it open.
    int port();

    /// Valid as the admin's for as long as this server runs, and stored in no database: for commands on this machine.
    String localToken();

    /// The token of the user `admin`, if this start made it: it can be told now and never again.
    Optional<String> newAdminToken();

    /// Signs the admin in to the page, once and soon.
    String pageCode();

    /// Finishes the requests under way and then everything behind them. Throws if what was acknowledged may be lost.
    @Override
    void close();
}
