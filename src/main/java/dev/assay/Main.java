package dev.assay;

import dev.assay.cli.Clients;
import dev.assay.cli.Commands;
import dev.assay.cli.Program;
import dev.assay.cli.Purges;
import dev.assay.cli.RunningServer;
import dev.assay.cli.Tokens;
import dev.assay.config.Settings;

/// Starts the program.
public final class Main implements Program {

    private Main() {}

    public static void main(String[] args) {
        System.exit(Commands.run(new Main(), args));
    }

    @Override
    public RunningServer serve(Settings settings) {
        return FolderServer.start(settings);
    }

    @Override
    public Tokens openTokens(Settings settings) {
        return new FolderTokens(OpenFolder.open(settings));
    }

    @Override
    public Clients openClients(Settings settings) {
        return new FolderClients(OpenFolder.open(settings));
    }

    @Override
    public Purges openPurges(Settings settings) {
        return new FolderPurges(OpenFolder.open(settings));
    }
}
