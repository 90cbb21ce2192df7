package dev.assay;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The plan of the house: which room may know which other room and which library. A room may also use `domain`,
/// `observe`, the JDK, JSpecify's annotations and, to log, SLF4J; `domain` uses none but the JDK.
class RoomsTest {

    private static final Path CLASSES = Path.of("target/classes");

    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            entry("domain", Set.of()),
            entry("observe", Set.of("jdk.jfr")),
            entry("bytes", Set.of()),
            entry("query", Set.of()),
            entry("config", Set.of()),
            entry("json", Set.of("tools.jackson.core")),
            entry("http", Set.of("json", "io.javalin", "jakarta.servlet", "org.eclipse.jetty", "tools.jackson.core")),
            entry("sql", Set.of("org.jooq", "org.flywaydb", "com.zaxxer.hikari", "org.sqlite", "org.postgresql")),
            entry("meta", Set.of("bytes", "sql", "org.jooq")),
            entry("series", Set.of("bytes", "series.codec", "org.jooq")),
            entry("series.codec", Set.of("bytes", "com.github.luben.zstd")),
            entry("series.sql", Set.of("series", "sql", "org.jooq")),
            entry("columnar", Set.of("bytes", "series", "series.codec", "com.github.luben.zstd")),
            entry("table", Set.of("json", "tools.jackson.core")),
            entry("parquet", Set.of("bytes", "json", "table", "com.github.luben.zstd", "tools.jackson.core")),
            entry("artifact", Set.of("bytes")),
            entry("artifact.local", Set.of("artifact", "bytes")),
            entry("engine", Set.of("bytes", "meta", "series", "series.codec", "sql", "org.jooq")),
            entry("search", Set.of("bytes", "engine", "meta", "query", "org.jooq")),
            entry("access", Set.of("meta", "sql", "org.jooq")),
            entry(
                    "app",
                    Set.of(
                            "access",
                            "artifact",
                            "bytes",
                            "engine",
                            "meta",
                            "parquet",
                            "query",
                            "search",
                            "series",
                            "sql",
                            "table",
                            "org.jooq")),
            entry(
                    "wire.assay",
                    Set.of(
                            "app",
                            "columnar",
                            "http",
                            "json",
                            "query",
                            "series",
                            "wire.json",
                            "io.javalin",
                            "tools.jackson.core")),
            entry(
                    "wire.foundry",
                    Set.of(
                            "app",
                            "columnar",
                            "http",
                            "json",
                            "query",
                            "table",
                            "wire.json",
                            "io.javalin",
                            "tools.jackson.core")),
            entry("wire.mlflow", Set.of("app", "query", "series", "http", "json", "io.javalin", "tools.jackson.core")),
            entry("wire.oauth", Set.of("app", "http", "json", "wire.json", "io.javalin", "tools.jackson.core")),
            entry(
                    "wire.ui",
                    Set.of(
                            "app",
                            "http",
                            "json",
                            "query",
                            "series",
                            "search",
                            "table",
                            "wire.json",
                            "io.javalin",
                            "jakarta.servlet",
                            "org.commonmark",
                            "tools.jackson.core")),
            entry("wire.json", Set.of("app", "json", "tools.jackson.core")),
            entry(
                    "keep",
                    Set.of(
                            "artifact",
                            "artifact.local",
                            "meta",
                            "series",
                            "series.codec",
                            "series.sql",
                            "sql",
                            "org.jooq")),
            entry("demo", Set.of("json", "tools.jackson.core")),
            entry("cli", Set.of("app", "config", "demo", "json", "keep", "picocli", "tools.jackson.core")));

    private static final Pattern EDGE =
            Pattern.compile("^ +dev\\.assay\\.(\\S+) +-> (?:dev\\.assay\\.)?(\\S+)", Pattern.MULTILINE);

    @Test
    void roomsUseOnlyWhatThePlanAllows() {
        Set<String> offPlan = new TreeSet<>();
        EDGE.matcher(packageEdges()).results().forEach(edge -> {
            String from = edge.group(1);
            String to = edge.group(2);
            if (!allowed(from, to)) {
                offPlan.add(from + " -> " + to);
            }
        });
        assertThat(offPlan).isEmpty();
    }

    @Test
    void everyPackageIsARoomOfThePlan() throws IOException {
        Set<String> packages = packages();
        packages.removeIf(RoomsTest::generated);
        assertThat(packages).isEqualTo(new TreeSet<>(MAY_USE.keySet()));
    }

    @Test
    void everyRoomIsOnThePageOfTheArchitecture() throws IOException {
        String page = Files.readString(Path.of("ARCHITECTURE.md"));
        assertThat(MAY_USE.keySet()).allSatisfy(room -> assertThat(page).contains("`" + room + "`"));
    }

    private static boolean allowed(String from, String to) {
        return from.equals(to)
                || generated(from)
                || to.startsWith("java.")
                || to.startsWith("javax.sql")
                || to.startsWith("javax.crypto")
                || to.startsWith("org.jspecify.")
                || (!from.equals("domain")
                        && Set.of("domain", "observe", "org.slf4j").contains(to))
                || MAY_USE.getOrDefault(from, Set.of()).stream().anyMatch(use -> to.equals(use) || within(use, to));
    }

    /// A library is named by its first packages, and the generated tables belong to the room `sql`.
    private static boolean within(String use, String to) {
        boolean library = use.contains(".") || use.equals("picocli");
        return (library && !MAY_USE.containsKey(use) && to.startsWith(use + "."))
                || (use.equals("sql") && generated(to));
    }

    private static boolean generated(String name) {
        return name.equals("sql.tables") || name.startsWith("sql.tables.");
    }

    private static Set<String> packages() throws IOException {
        Path root = CLASSES.resolve("dev/assay");
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> root.relativize(file.getParent()).toString().replace('/', '.'))
                    .filter(name -> !name.isEmpty())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String packageEdges() {
        StringWriter out = new StringWriter();
        PrintWriter print = new PrintWriter(out);
        int status = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(
                        print,
                        print,
                        "--multi-release",
                        "base",
                        "--ignore-missing-deps",
                        "-verbose:package",
                        "-filter:none",
                        CLASSES.toString());
        assertThat(status).as(out.toString()).isZero();
        return out.toString();
    }
}
