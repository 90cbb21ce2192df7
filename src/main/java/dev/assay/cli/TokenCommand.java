package dev.assay.cli;

import dev.assay.domain.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The commands on tokens.
@Command(name = "token", description = "Make, list and revoke tokens.")
final class TokenCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "one of create, list, revoke is missing");
    }

    /// Prints the token alone on its output, so that a script can take it.
    @Command(name = "create", description = "Make a token and print it, this once.")
    static final class Create implements Callable<Integer> {

        private final Console console;

        @Option(
                names = "--scope",
                required = true,
                split = ",",
                paramLabel = "SCOPE",
                description = "api:models-read, api:models-write or assay:admin; may be repeated.")
        private List<String> scopes = new ArrayList<>();

        @Option(
                names = "--expires",
                paramLabel = "WHEN",
                description = "12h, 30d, 2w from now, or a date or an instant in UTC (default: never).")
        private Optional<String> expires = Optional.empty();

        @Option(names = "--name", paramLabel = "NAME", description = "What it is for, for the list.")
        private Optional<String> name = Optional.empty();

        @Mixin
        private final StoreOptions options = new StoreOptions();

        Create(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            Set<Scope> wanted = scopes(scopes);
            Optional<Instant> end =
                    expires.map(text -> Expiry.parse(text, console.clock().instant()));
            try (Tokens tokens = options.openTokens(console)) {
                Tokens.Created made = tokens.create(name, wanted, end);
                console.err()
                        .println("Token " + made.id() + " of " + made.user() + " for " + texts(made.scopes())
                                + made.expiresTime()
                                        .map(time -> ", until " + time)
                                        .orElse("") + "; it is shown this once:");
                console.out().println(made.token());
            }
            return ExitCode.DONE.number();
        }
    }

    @Command(name = "list", description = "List all tokens, the revoked and expired ones too.")
    static final class ListAll implements Callable<Integer> {

        private final Console console;

        @Mixin
        private final StoreOptions options = new StoreOptions();

        ListAll(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            Rows rows = new Rows();
            rows.add("ID", "USER", "SCOPES", "CREATED", "EXPIRES", "REVOKED", "NAME");
            try (Tokens tokens = options.openTokens(console)) {
                tokens.list()
                        .forEach(token -> rows.add(
                                token.id(),
                                token.user(),
                                texts(token.scopes()),
                                token.createdTime().toString(),
                                token.expiresTime().map(Instant::toString).orElse("-"),
                                token.revokedTime().map(Instant::toString).orElse("-"),
                                token.name().orElse("-")));
            }
            rows.print(console.out());
            return ExitCode.DONE.number();
        }
    }

    @Command(name = "revoke", description = "Make a token invalid at once and for good.")
    static final class Revoke implements Callable<Integer> {

        private final Console console;

        @Parameters(paramLabel = "ID", description = "The token's id, from the list.")
        private String id = "";

        @Mixin
        private final StoreOptions options = new StoreOptions();

        Revoke(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            try (Tokens tokens = options.openTokens(console)) {
                tokens.revoke(id);
            }
            console.err().println("Token " + id + " is revoked.");
            return ExitCode.DONE.number();
        }
    }

    /// Those of the option `--scope`.
    static Set<Scope> scopes(List<String> texts) {
        Set<Scope> found = EnumSet.noneOf(Scope.class);
        for (String text : texts) {
            found.add(Scope.find(text)
                    .orElseThrow(() -> new CommandFailed(
                            ExitCode.WRONG_USAGE,
                            "--scope: '" + text + "' is none of " + texts(EnumSet.allOf(Scope.class)))));
        }
        return found;
    }

    static String texts(Set<Scope> scopes) {
        return Arrays.stream(Scope.values())
                .filter(scopes::contains)
                .map(Scope::text)
                .collect(Collectors.joining(","));
    }
}
