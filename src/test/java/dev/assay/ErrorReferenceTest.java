package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.Store;
import dev.assay.app.TestStore;
import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import dev.assay.domain.Rid;
import dev.assay.domain.Role;
import dev.assay.domain.Scope;
import dev.assay.http.Dialect;
import dev.assay.json.Json;
import dev.assay.json.JsonTree;
import dev.assay.wire.json.ErrorJson;
import dev.assay.wire.mlflow.MlflowRoutes;
import io.javalin.Javalin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonGenerator;

/// The page of errors says neither more nor less than `Faults` and the words of the dialects.
class ErrorReferenceTest {

    private static final Path PAGE = Path.of("docs/reference/errors.md");

    @Test
    void thePageHasEveryFaultWithItsKindAndParameters() throws Exception {
        Map<String, String> made = new TreeMap<>();
        faultsByName().forEach((name, faults) -> made.put(name, kind(faults) + " " + parameters(faults)));
        Map<String, String> written = new TreeMap<>();
        for (List<String> row : rows("| name |")) {
            written.put(plain(row.get(0)), row.get(1) + " " + parameters(row.get(2)));
        }
        assertThat(written).isEqualTo(made);
    }

    @Test
    void thePageHasEveryKindWithItsStatusAndCode() throws Exception {
        Map<String, String> answered = new TreeMap<>();
        faultsByName().values().stream()
                .flatMap(List::stream)
                .forEach(fault -> answered.put(fault.kind().name(), ErrorJson.status(fault) + " " + errorCode(fault)));
        Map<String, String> written = new TreeMap<>();
        for (List<String> row : rows("| kind |")) {
            written.put(row.get(0), row.get(1) + " " + row.get(2));
        }
        assertThat(written).isEqualTo(answered);
        assertThat(answered).hasSameSizeAs(Fault.Kind.values());
    }

    @Test
    void thePageHasEveryKindWithItsStatusInMlflowsWords(@TempDir Path folder) throws Exception {
        Dialect mlflow = mlflow(folder);
        Map<String, String> answered = new TreeMap<>();
        faultsByName().values().stream()
                .flatMap(List::stream)
                .forEach(fault -> answered.put(
                        fault.kind().name(), String.valueOf(mlflow.status().applyAsInt(fault))));
        Map<String, String> written = new TreeMap<>();
        for (List<String> row : rows("| kind |")) {
            written.put(row.get(0), row.get(3));
        }
        assertThat(written).isEqualTo(answered);
    }

    private static Dialect mlflow(Path folder) {
        List<Dialect> dialects = new ArrayList<>();
        try (TestStore testStore = TestStore.open(folder)) {
            Store store = testStore.store();
            Javalin.create(config -> dialects.add(MlflowRoutes.add(
                    config,
                    store.models(),
                    store.experiments(),
                    store.reads(),
                    store.searches(),
                    store.files(),
                    store.fileTables(),
                    true,
                    new SplittableRandom())));
        }
        return dialects.getFirst();
    }

    private static Map<String, List<Fault>> faultsByName() throws ReflectiveOperationException {
        Map<String, List<Fault>> faults = new TreeMap<>();
        for (Method factory : Faults.class.getDeclaredMethods()) {
            if (Modifier.isPublic(factory.getModifiers())) {
                Fault fault = make(factory);
                faults.computeIfAbsent(fault.name(), _ -> new ArrayList<>()).add(fault);
            }
        }
        return faults;
    }

    private static Fault make(Method factory) throws IllegalAccessException, InvocationTargetException {
        Object[] arguments = Arrays.stream(factory.getParameterTypes())
                .map(ErrorReferenceTest::sample)
                .toArray();
        return (Fault) factory.invoke(null, arguments);
    }

    private static Object sample(Class<?> type) {
        Map<Class<?>, Object> samples = Map.of(
                Rid.class,
                new Rid("ri.models.main.model.x"),
                String.class,
                "text",
                long.class,
                7L,
                Scope.class,
                Scope.MODELS_READ,
                Role.class,
                Role.EDITOR,
                Throwable.class,
                new IllegalStateException("cause"));
        return Objects.requireNonNull(samples.get(type), () -> "no sample of " + type);
    }

    private static Fault.Kind kind(List<Fault> faults) {
        assertThat(faults)
                .extracting(Fault::kind)
                .containsOnly(faults.getFirst().kind());
        return faults.getFirst().kind();
    }

    /// With `?` where not every factory of the name gives it.
    private static Set<String> parameters(List<Fault> faults) {
        return faults.stream()
                .flatMap(fault -> fault.args().keySet().stream())
                .map(name -> faults.stream().allMatch(fault -> fault.args().containsKey(name)) ? name : name + "?")
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> parameters(String cell) {
        return Stream.of(cell.split(","))
                .map(ErrorReferenceTest::plain)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String plain(String cell) {
        return cell.replace("`", "").strip();
    }

    private static String errorCode(Fault fault) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.writer(out)) {
            ErrorJson.write(fault, new UUID(0, 0), json);
        }
        return String.valueOf(
                JsonTree.readObject(out.toString(StandardCharsets.UTF_8)).get("errorCode"));
    }

    /// The cells of the table that begins with this header.
    private static List<List<String>> rows(String header) throws IOException {
        return Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.startsWith(header))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Stream.of(line.split("\\|", -1))
                        .skip(1)
                        .map(String::strip)
                        .toList())
                .toList();
    }
}
