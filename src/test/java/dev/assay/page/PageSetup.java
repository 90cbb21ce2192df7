package dev.assay.page;

import dev.assay.BuiltServer;
import dev.assay.page.Chromium.Found;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives each test its [Visitor]. The browser and the server start with the first one and end with the last test.
final class PageSetup implements ExecutionCondition, ParameterResolver, AfterEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(PageSetup.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return switch (found(context)) {
            case Found.At at -> ConditionEvaluationResult.enabled(at.path().toString());
            case Found.Nowhere nowhere -> ConditionEvaluationResult.disabled(nowhere.reason());
        };
    }

    private static Found found(ExtensionContext context) {
        return ofTheRun(context).computeIfAbsent(Found.class, _ -> find(), Found.class);
    }

    private static Found find() {
        Found found = Chromium.find();
        if (found instanceof Found.Nowhere(String reason)) {
            System.out.println("SKIPPED the tests of the page: " + reason);
        }
        return found;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Visitor.class || type == Chromium.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Chromium chromium = ofTheRun(context)
                .computeIfAbsent(Chromium.class, _ -> Chromium.start(executable(context)), Chromium.class);
        if (parameter.getParameter().getType() == Chromium.class) {
            return chromium;
        }
        BuiltServer server = ofTheRun(context)
                .computeIfAbsent(Running.class, _ -> Running.start(), Running.class)
                .server();
        Visitor visitor = new Visitor(chromium.browser(), server.url(), BuiltServer.TOKEN);
        context.getStore(NAMESPACE).put(Visited.class, new Visited(visitor));
        return visitor;
    }

    private static Path executable(ExtensionContext context) {
        return switch (found(context)) {
            case Found.At at -> at.path();
            case Found.Nowhere nowhere -> throw new IllegalStateException("BUG: not skipped: " + nowhere.reason());
        };
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Visited visited = context.getStore(NAMESPACE).remove(Visited.class, Visited.class);
        if (visited == null) {
            return;
        }
        try (Visitor visitor = visited.visitor()) {
            if (context.getExecutionException().isPresent()) {
                String test = context.getRequiredTestMethod().getName();
                visitor.screenshotAll("failed-" + context.getRequiredTestClass().getSimpleName() + "." + test);
            }
        }
    }

    private static Store ofTheRun(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE);
    }

    /// So held that JUnit does not close it before its failure can be the test's.
    private record Visited(Visitor visitor) {}

    private record Running(Path folder, BuiltServer server) implements AutoCloseable {

        static Running start() {
            try {
                Path folder = Files.createTempDirectory("assay-page");
                return new Running(folder, BuiltServer.start(folder.resolve("data")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
