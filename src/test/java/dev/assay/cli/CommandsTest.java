package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.config.Environment;
import dev.assay.config.Settings;
import dev.assay.config.SettingsReader;
import dev.assay.domain.Role;
import dev.assay.domain.Scope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {

    @TempDir
    Path home;

    private final FakeProgram program = new FakeProgram();
    private final Map<String, String> variables = new HashMap<>();
    private Path data;

    private record Ended(int code, String out, String err) {}

    @BeforeEach
    void nameTheFolder() {
        data = home.resolve("data");
        variables.put("ASSAY_DATA", data.toString());
    }

    @Test
    void makesATokenInAFolderThatNoServerWorksOn() throws IOException {
        Files.createDirectory(data);
        Ended made =
                run("token", "create", "--scope", "api:models-read,assay:admin", "--expires", "30d", "--name", "me");
        assertThat(made).isEqualTo(new Ended(0, "made-in-folder\n", made.err()));
        assertThat(made.err()).contains("t1", "api:models-read,assay:admin", "until 2026-03-02T12:00:00Z");
        assertThat(program.rows)
                .containsExactly(new Tokens.Listed(
                        "t1",
                        Optional.of("me"),
                        Set.of(Scope.MODELS_READ, Scope.ADMIN),
                        "admin",
                        FakeProgram.NOW,
                        Optional.of(Instant.parse("2026-03-02T12:00:00Z")),
                        Optional.empty()));
        assertThat(program.opened).isFalse();
        FolderLock.tryTake(data).orElseThrow().close();
    }

    @Test
    void asksTheServerOfTheFolderWhenOneRuns() {
        try (LocalServer server = LocalServer.start(program, settings())) {
            assertThat(run("token", "create", "--scope", "api:models-write").out())
                    .isEqualTo("made-by-server\n");
            assertThat(run("token", "list").out().lines())
                    .hasSize(2)
                    .last()
                    .asString()
                    .isEqualTo("t1  admin  api:models-write  2026-01-31T12:00:00Z  -        -        -");
            assertThat(run("token", "revoke", "t1").code()).isZero();
            Ended again = run("token", "revoke", "t1");
            assertThat(again).isEqualTo(new Ended(1, "", "assay: There is no token t1.\n"));
            assertThat(server.newAdminToken()).contains("first-admin-token");
        }
        assertThat(program.rows).isEmpty();
        assertThat(program.opened).isFalse();
    }

    @Test
    void printsALinkToThePageOfTheServerThatRuns() throws IOException {
        Files.createDirectory(data);
        assertThat(run("page").err()).contains("no server works on " + data);
        try (LocalServer server = LocalServer.start(program, settings())) {
            assertThat(run("page").out()).isEqualTo(server.file().address() + "/#/sign-in/code-of-server\n");
            assertThat(server.pageLink()).isEqualTo(server.file().address() + "/#/sign-in/page-code");
        }
    }

    @Test
    void demonstratesOnlyOnAServerThatRunsAndNotTwice() throws IOException {
        Files.createDirectory(data);
        assertThat(run("demo").err()).contains("no server works on " + data, "run assay serve");
        try (LocalServer server = LocalServer.start(program, settings())) {
            Ended there = run("demo", "--no-live");
            assertThat(there)
                    .isEqualTo(new Ended(0, server.file().address() + "/#/sign-in/code-of-server\n", there.err()));
            assertThat(there.err()).contains("demo/two-moons", "demo/k-means", "--again");
            assertThat(program.requests)
                    .containsExactly(
                            "POST /ui/api/sign-in-codes", "POST /api/assay/v1/models", "POST /api/assay/v1/models");
        }
    }

    @Test
    void makesAClientAndSaysNothingButOneJsonObject() throws IOException {
        Files.createDirectory(data);
        variables.put("ASSAY_NO_SUCH_SETTING", "warned of elsewhere");
        assertThat(run(
                        "client",
                        "create",
                        "--name",
                        "ci",
                        "--grant",
                        "client_credentials",
                        "--scope",
                        "api:models-read",
                        "--role",
                        "editor",
                        "--json"))
                .isEqualTo(new Ended(0, "{\"clientId\":\"c0\",\"clientSecret\":\"secret-of-folder\"}\n", ""));
        assertThat(program.clients.closed).isEqualTo(1);
        FolderLock.tryTake(data).orElseThrow().close();
        assertThat(program.clients.rows)
                .containsExactly(new Clients.Listed(
                        "c0", "ci", Role.EDITOR, Set.of(Scope.MODELS_READ), FakeProgram.NOW, Optional.empty()));
        Ended plain = run("client", "create", "--name", "reader");
        assertThat(plain.out()).isEqualTo("c1\nsecret-of-folder\n");
        assertThat(plain.err()).contains("c1", "viewer", "api:models-read", "ASSAY_NO_SUCH_SETTING");
        assertThat(run("client", "list").out().lines().skip(1).map(line -> line.split(" +", 2)[0]))
                .containsExactly("c0", "c1");
        assertThat(run("client", "revoke", "c0").code()).isZero();
        assertThat(run("client", "revoke", "c0").err()).endsWith("assay: There is no client c0.\n");
    }

    @Test
    void asksTheServerOfTheFolderForClientsWhenOneRuns() {
        try (LocalServer _ = LocalServer.start(program, settings())) {
            assertThat(run("client", "create", "--name", "ci", "--role", "owner", "--json"))
                    .isEqualTo(new Ended(0, "{\"clientId\":\"c9\",\"clientSecret\":\"secret-of-server\"}\n", ""));
            assertThat(program.sent)
                    .singleElement()
                    .asString()
                    .contains("\"name\":\"ci\"", "\"role\":\"owner\"", "api:models-read", "assay:admin");
            assertThat(run("client", "list").out().lines())
                    .last()
                    .asString()
                    .isEqualTo("c9  owner  assay:admin  2026-01-31T12:00:00Z  -        of server");
            assertThat(run("client", "revoke", "c9").code()).isZero();
            assertThat(run("client", "revoke", "c1").code()).isEqualTo(1);
        }
        assertThat(program.clients.closed).isZero();
    }

    @Test
    void refusesAClientThatIsNone() {
        assertWrongUsage("--name", "client", "create");
        assertWrongUsage("create, list, revoke", "client");
        assertWrongUsage("client_credentials", "client", "create", "--name", "x", "--grant", "password", "--json");
        assertWrongUsage("viewer, editor, owner", "client", "create", "--name", "x", "--role", "admin");
        assertWrongUsage("api:models-read", "client", "create", "--name", "x", "--scope", "read");
    }

    @Test
    void asksTheServerThatIsNamed() {
        try (LocalServer server = LocalServer.start(program, settings())) {
            String url = server.address().toString();
            variables.put("ASSAY_DATA", home.resolve("none").toString());
            assertThat(run("token", "list", "--url", url).code()).isEqualTo(2);
            variables.put("ASSAY_ADMIN_TOKEN", "wrong");
            assertThat(run("token", "list", "--url", url))
                    .isEqualTo(new Ended(1, "", "assay: the server refused: InvalidCredentials\n"));
            program.otherToken = "right";
            variables.put("ASSAY_ADMIN_TOKEN", "right");
            variables.put("ASSAY_URL", url + "/");
            assertThat(run("token", "create", "--scope", "assay:admin").out()).isEqualTo("made-by-server\n");
        }
        assertThat(run("token", "list").code()).isEqualTo(3);
        assertThat(run("token", "list", "--url", "not a url").code()).isEqualTo(2);
    }

    @Test
    void keepsWhatTheFolderSaysOfItsServerForTheOwner() throws IOException {
        LocalServer server = LocalServer.start(program, settings());
        Path file = data.resolve("server.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwx------");
        assertThat(ServerFile.find(data)).contains(server.file());
        server.close();
        assertThat(file).doesNotExist();
    }

    @Test
    void refusesASecondServerOnTheFolderInOneLine() {
        try (LocalServer first = LocalServer.start(program, settings())) {
            Ended second = run("serve", "--port", "0");
            assertThat(second.code()).isEqualTo(3);
            assertThat(second.err())
                    .isEqualTo(
                            "assay: the data folder " + data + " is already in use by the server at " + first.address()
                                    + " (process " + ProcessHandle.current().pid() + ")\n");
        }
    }

    @Test
    void recognisesWhatAKilledServerLeftBehind() throws IOException {
        Files.createDirectory(data);
        Files.writeString(data.resolve("lock"), "");
        Files.writeString(
                data.resolve("server.json"),
                "{\"address\": \"http://127.0.0.1:1\", \"localToken\": \"x\", \"pid\": 1}");
        assertThat(run("token", "create", "--scope", "assay:admin").out()).isEqualTo("made-in-folder\n");
        assertThat(data.resolve("server.json")).doesNotExist();
    }

    @Test
    void saysThatTheFolderIsInUseWhenNoServerTellsWhere() {
        try (FolderLock lock = FolderLock.tryTake(data).orElseThrow()) {
            assertThat(lock).isNotNull();
            assertThat(FolderLock.tryTake(data)).isEmpty();
            Ended ended = run("token", "list");
            assertThat(ended)
                    .isEqualTo(new Ended(3, "", "assay: the data folder " + data + " is in use by another process\n"));
        }
    }

    @Test
    void makesNoFolderForTokens() {
        assertThat(run("token", "list").err()).contains("no data folder " + data);
        assertThat(data).doesNotExist();
    }

    @Test
    void saysInOneLineThatThePortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            Ended ended = run("serve", "--host", "0.0.0.0", "--port", Integer.toString(taken.getLocalPort()));
            assertThat(ended.code()).isEqualTo(3);
            assertThat(ended.err()).hasLineCount(1).contains("http.port");
        }
    }

    @Test
    void trainsOnAFolderOfItsOwn() {
        assertThat(run("train-start-up").code()).isZero();
        assertThat(program.requests).contains("GET /health", "POST /api/2.0/mlflow/runs/log-batch");
        assertThat(data).doesNotExist();
    }

    @Test
    void printsWhatIsInForceAndHidesSecrets() throws IOException {
        Files.createDirectory(data);
        Files.writeString(data.resolve("assay.properties"), "http.threads = 7\n");
        variables.put("ASSAY_ADMIN_TOKEN", "t0p-secret");
        variables.put("ASSAY_NOT_THERE", "1");
        Ended shown = run("config", "--port", "7000", "--set", "limits.header-bytes=32KB");
        assertThat(shown.out().replaceAll(" +", " "))
                .contains("data = " + data + " # environment ASSAY_DATA\n")
                .contains("http.port = 7000 # command line\n")
                .contains("http.host = 127.0.0.1 # default\n")
                .contains("http.threads = 7 # " + data.resolve("assay.properties") + " line 1\n")
                .contains("limits.header-bytes = 32KB # command line\n")
                .contains("admin-token = (set) # environment ASSAY_ADMIN_TOKEN\n")
                .doesNotContain("t0p-secret");
        assertThat(shown.err()).isEqualTo("assay: warning: no setting has the variable ASSAY_NOT_THERE\n");
    }

    @Test
    void endsWrongUsageWithTwoAndOneLine() {
        assertWrongUsage("a command is missing");
        assertWrongUsage("frobnicate", "frobnicate");
        assertWrongUsage("--prot", "serve", "--prot", "1");
        assertWrongUsage("did you mean http.port?", "serve", "--set", "http.prot=1");
        assertWrongUsage("name=value", "serve", "--set", "http.port");
        assertWrongUsage("given twice", "serve", "--port", "1", "--set", "http.port=2");
        assertWrongUsage("'x'", "serve", "--port", "x");
        assertWrongUsage("create, list, revoke", "token");
        assertWrongUsage("--scope", "token", "create");
        assertWrongUsage("api:models-read", "token", "create", "--scope", "read");
        assertWrongUsage("ID", "token", "revoke");
    }

    private void assertWrongUsage(String words, String... args) {
        Ended ended = run(args);
        assertThat(ended.code()).as(ended.err()).isEqualTo(2);
        assertThat(ended.err()).hasLineCount(1).contains(words);
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void helpsOnEveryCommand() {
        assertThat(run("--help").out())
                .contains("serve", "config", "token", "client", "version", "Exit codes")
                .doesNotContain("train-start-up");
        assertThat(run("token", "create", "--help").out()).contains("--expires", "--url");
        assertThat(run("version").out()).startsWith("Assay ");
        assertThat(run("--version").out()).startsWith("Assay ");
    }

    @Test
    void isDescribedInTheReference() throws IOException {
        String page = Files.readString(Path.of("docs/reference/command-line.md"));
        for (String command : new String[] {
            "serve",
            "config",
            "token create",
            "token list",
            "token revoke",
            "client create",
            "client list",
            "client revoke",
            "demo"
        }) {
            assertThat(page).contains("`assay " + command);
            String help = run((command + " --help").split(" ")).out();
            assertThat(Pattern.compile("--[a-z]+(-[a-z]+)*")
                            .matcher(help)
                            .results()
                            .map(found -> found.group()))
                    .filteredOn(option -> !option.equals("--help"))
                    .isNotEmpty()
                    .allSatisfy(option -> assertThat(page).containsPattern("`" + option + "[ `]"));
        }
        for (ExitCode code : ExitCode.values()) {
            assertThat(page).contains("\n| " + code.number() + " | ");
        }
    }

    private Settings settings() {
        return new SettingsReader(new Environment(variables, home, "Linux")).read(Map.of("http.port", "0"), null);
    }

    private Ended run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                program,
                new Environment(variables, home, "Linux"),
                Clock.fixed(FakeProgram.NOW, ZoneOffset.UTC),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        int code = Commands.run(console, args);
        return new Ended(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
