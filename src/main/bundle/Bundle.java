import com.google.javascript.jscomp.CommandLineRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Makes what a browser loads out of the page's modules and style sheets. The main module with the folder `lib` and the
/// libraries that every page needs become `app.js`, the folder of each page becomes `FOLDER.js`, a library that
/// is loaded later a file of its own; style sheets go the same way. Names that nobody outside of a file sees become
/// short; nothing is made for older browsers.
///
/// The build runs it in the project's folder: `Bundle.java SOURCES LIBRARIES CLASSES`. It writes `page/`, and the
/// libraries' licences into `META-INF/licences/`.
final class Bundle {

    private static final String APP = "app";
    private static final String LIB = "lib";
    private static final String STYLE = "style";
    private static final String FIRST = "first.js";
    private static final String ICON = "icon.svg";
    private static final String LICENCE = "LICENSE";

    /// What modules call a library, and its file. Of two names that begin alike the longer comes first.
    private static final Map.Entry<String, String> PREACT_HOOKS =
            Map.entry("preact/hooks", "preact/hooks/dist/hooks.module.js");

    private static final Map.Entry<String, String> PREACT = Map.entry("preact", "preact/dist/preact.module.js");
    private static final Map.Entry<String, String> HTM = Map.entry("htm", "htm/dist/htm.module.js");
    private static final Map.Entry<String, String> UPLOT = Map.entry("uplot", "uplot/dist/uPlot.esm.js");
    private static final String UPLOT_STYLE = "uplot/dist/uPlot.min.css";

    /// The compiler keeps no `import()` of another chunk, but calls what is named to stand for it: `first.js` defines it.
    private static final String IMPORT = "importModule";

    private final Path sources;
    private final Path libraries;
    private final Path page;
    private final Path licences;
    private final List<String> options = new ArrayList<>();

    private Bundle(Path sources, Path libraries, Path classes) {
        this.sources = sources;
        this.libraries = libraries;
        this.page = classes.resolve("page");
        this.licences = classes.resolve("META-INF/licences");
    }

    public static void main(String[] args) throws IOException {
        Bundle bundle = new Bundle(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]));
        bundle.makeRoom();
        bundle.copies();
        bundle.styles();
        bundle.scripts();
        // It ends the process, with a code that is not 0 where something is wrong.
        CommandLineRunner.main(bundle.options.toArray(String[]::new));
    }

    /// What an earlier build made of files that are no more would be served too.
    private void makeRoom() throws IOException {
        if (Files.exists(page)) {
            try (Stream<Path> all = Files.walk(page)) {
                for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(page);
    }

    private void copies() throws IOException {
        for (String file : List.of(FIRST, ICON)) {
            Files.copy(sources.resolve(file), page.resolve(file));
        }
        for (String library : List.of("preact", "htm", "uplot")) {
            Path folder = Files.createDirectories(licences.resolve(library));
            Files.copy(
                    libraries.resolve(library).resolve(LICENCE),
                    folder.resolve(LICENCE),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void styles() throws IOException {
        join(list(sources.resolve(STYLE), ".css"), APP);
        for (Path folder : pages()) {
            join(list(folder, ".css"), folder.getFileName().toString());
        }
        join(List.of(libraries.resolve(UPLOT_STYLE)), UPLOT.getKey());
    }

    private void join(List<Path> sheets, String name) throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path sheet : sheets) {
            all.append(Files.readString(sheet)).append('\n');
        }
        if (!sheets.isEmpty()) {
            Files.writeString(page.resolve(name + ".css"), all);
        }
    }

    private void scripts() throws IOException {
        option("compilation_level", "SIMPLE");
        option("warning_level", "QUIET");
        option("language_in", "ECMASCRIPT_NEXT");
        option("language_out", "ECMASCRIPT_2021");
        option("module_resolution", "BROWSER_WITH_TRANSFORMED_PREFIXES");
        for (Map.Entry<String, String> library : List.of(PREACT_HOOKS, PREACT, HTM, UPLOT)) {
            option("browser_resolver_prefix_replacements", library.getKey() + "=/" + file(library));
        }
        option("allow_dynamic_import", "true");
        option("dynamic_import_alias", IMPORT);
        option("externs", Files.writeString(libraries.resolve("externs.js"), "/** @externs */ var " + IMPORT + ";"));
        option("chunk_output_type", "ES_MODULES");
        option("chunk_output_path_prefix", page + "/");

        List<Path> app = new ArrayList<>(List.of(file(PREACT), file(PREACT_HOOKS), file(HTM)));
        app.add(sources.resolve(APP + ".js"));
        app.addAll(list(sources.resolve(LIB), ".js"));
        chunk(APP, app, "");
        for (Path folder : pages()) {
            chunk(folder.getFileName().toString(), list(folder, ".js"), ":" + APP);
        }
        chunk(UPLOT.getKey(), List.of(file(UPLOT)), ":" + APP);
    }

    private void chunk(String name, List<Path> modules, String dependencies) {
        modules.forEach(module -> option("js", module));
        option("chunk", name + ":" + modules.size() + dependencies);
    }

    private void option(String name, Object value) {
        options.add("--" + name);
        options.add(value.toString());
    }

    private Path file(Map.Entry<String, String> library) {
        return libraries.resolve(library.getValue());
    }

    /// The folders of pages.
    private List<Path> pages() throws IOException {
        try (Stream<Path> found = Files.list(sources)) {
            return found.filter(folder -> Files.exists(folder.resolve("page.js"))).sorted().toList();
        }
    }

    private static List<Path> list(Path folder, String ending) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }
}
