package dev.assay.cli;

import dev.assay.domain.Role;
import dev.assay.domain.Scope;
import dev.assay.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

/// The commands on applications.
@Command(name = "client", description = "Make, list and revoke applications that sign in by themselves (OAuth 2).")
final class ClientCommand implements Runnable {

    private static final String CLIENT_CREDENTIALS = "client_credentials";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "one of create, list, revoke is missing");
    }

    @Command(name = "create", description = "Make an application and print its id and its secret, this once.")
    static final class Create implements Callable<Integer> {

        private final Console console;

        @Option(names = "--name", required = true, paramLabel = "NAME", description = "What the application is called.")
        private String name = "";

        @Option(
                names = "--grant",
                paramLabel = "GRANT",
                description = "How it signs in: " + CLIENT_CREDENTIALS + ", which is the default.")
        private String grant = CLIENT_CREDENTIALS;

        @Option(
                names = "--scope",
                split = ",",
                paramLabel = "SCOPE",
                description =
                        "What its tokens may be used for: api:models-read, api:models-write or assay:admin; may be"
                                + " repeated (default: all that the role has).")
        private List<String> scopes = new ArrayList<>();

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                description =
                        "What it may do with the whole store: viewer (the default) reads, editor also writes, owner"
                                + " also deletes and administers.")
        private String role = Role.VIEWER.text();

        @Option(names = "--json", description = "Print one JSON object, {clientId, clientSecret}, and no other word.")
        private boolean json;

        @Mixin
        private final StoreOptions options = new StoreOptions();

        Create(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            if (!grant.equals(CLIENT_CREDENTIALS)) {
                throw new CommandFailed(ExitCode.WRONG_USAGE, "--grant: '" + grant + "' is not " + CLIENT_CREDENTIALS);
            }
            Role wanted = Role.find(role)
                    .orElseThrow(() -> new CommandFailed(
                            ExitCode.WRONG_USAGE, "--role: '" + role + "' is none of viewer, editor, owner"));
            Set<Scope> asked = scopes.isEmpty() ? wanted.scopes() : TokenCommand.scopes(scopes);
            try (Clients clients = options.openClients(json ? console.silent() : console)) {
                print(clients.create(name, wanted, asked), wanted, asked);
            }
            return ExitCode.DONE.number();
        }

        private void print(Clients.Created made, Role wanted, Set<Scope> asked) {
            if (json) {
                console.out().println(json(made));
            } else {
                console.err()
                        .println("Client " + made.id() + ", " + wanted.text() + ", for " + TokenCommand.texts(asked)
                                + "; its id and its secret, which is shown this once:");
                console.out().println(made.id());
                console.out().println(made.secret());
            }
        }

        private static String json(Clients.Created made) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (JsonGenerator generator = Json.writer(bytes)) {
                generator.writeStartObject();
                generator.writeStringProperty("clientId", made.id());
                generator.writeStringProperty("clientSecret", made.secret());
                generator.writeEndObject();
            }
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }

    @Command(name = "list", description = "List all applications, the revoked ones too.")
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
            rows.add("ID", "ROLE", "SCOPES", "CREATED", "REVOKED", "NAME");
            try (Clients clients = options.openClients(console)) {
                clients.list()
                        .forEach(client -> rows.add(
                                client.id(),
                                client.role().text(),
                                TokenCommand.texts(client.scopes()),
                                client.createdTime().toString(),
                                client.revokedTime().map(Instant::toString).orElse("-"),
                                client.name()));
            }
            rows.print(console.out());
            return ExitCode.DONE.number();
        }
    }

    @Command(name = "revoke", description = "Make an application and all of its tokens invalid at once and for good.")
    static final class Revoke implements Callable<Integer> {

        private final Console console;

        @Parameters(paramLabel = "ID", description = "The application's id, from the list.")
        private String id = "";

        @Mixin
        private final StoreOptions options = new StoreOptions();

        Revoke(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            try (Clients clients = options.openClients(console)) {
                clients.revoke(id);
            }
            console.err().println("Client " + id + " is revoked.");
            return ExitCode.DONE.number();
        }
    }
}
