package dev.assay.cli;

import dev.assay.config.Environment;
import dev.assay.config.Version;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command line: every command behind one door. What goes wrong is told in one line; only a mistake of ours shows
/// a stack.
@Command(
        name = "assay",
        description = "An experiment tracker: training code writes, programs and people read.",
        footer = {
            "",
            "Exit codes: 0 done; 1 failed; 2 wrong usage or a setting refused; 3 in use by another process or out of"
                    + " reach.",
            "A server that a signal ends has stopped cleanly with that signal's code: 130 (Ctrl-C), 143 (SIGTERM)."
        })
public final class Commands implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Commands() {}

    /// Runs one command of this process and returns its exit code.
    public static int run(Program program, String... args) {
        Console console = new Console(program, Environment.ofProcess(), Clock.systemUTC(), System.out, System.err);
        return PlainServe.find(console, args).map(PlainServe::run).orElseGet(() -> run(console, args));
    }

    static int run(Console console, String... args) {
        CommandLine line = new CommandLine(new Commands())
                .addSubcommand(new ServeCommand(console))
                .addSubcommand(new ConfigCommand(console))
                .addSubcommand(new CommandLine(new TokenCommand())
                        .addSubcommand(new TokenCommand.Create(console))
                        .addSubcommand(new TokenCommand.ListAll(console))
                        .addSubcommand(new TokenCommand.Revoke(console)))
                .addSubcommand(new CommandLine(new ClientCommand())
                        .addSubcommand(new ClientCommand.Create(console))
                        .addSubcommand(new ClientCommand.ListAll(console))
                        .addSubcommand(new ClientCommand.Revoke(console)))
                .addSubcommand(new PageCommand(console))
                .addSubcommand(new DemoCommand(console))
                .addSubcommand(new BackupCommand(console))
                .addSubcommand(new RestoreCommand(console))
                .addSubcommand(new PurgeCommand(console))
                .addSubcommand(new FsckCommand(console))
                .addSubcommand(new VersionCommand(console))
                .addSubcommand(new TrainCommand(console));
        addHelp(line);
        line.getCommandSpec()
                .version("Assay " + Version.text())
                .addOption(OptionSpec.builder("--version")
                        .versionHelp(true)
                        .description("Print the version.")
                        .build());
        line.setParameterExceptionHandler((wrong, _) -> tellUsage(console, wrong))
                .setExecutionExceptionHandler((failure, _, _) -> Ending.of(console, failure))
                .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
        return line.execute(args);
    }

    private static void addHelp(CommandLine line) {
        line.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Print this help.")
                        .build());
        line.getSubcommands().values().forEach(Commands::addHelp);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static int tellUsage(Console console, ParameterException wrong) {
        String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
        console.err().println("assay: " + wrong.getMessage() + "; see " + command + " --help");
        return ExitCode.WRONG_USAGE.number();
    }
}
