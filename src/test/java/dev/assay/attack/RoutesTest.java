package dev.assay.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.Store;
import dev.assay.app.TestStore;
import dev.assay.wire.assay.AssayRoutes;
import dev.assay.wire.foundry.FoundryRoutes;
import dev.assay.wire.mlflow.MlflowRoutes;
import dev.assay.wire.oauth.OAuthRoutes;
import dev.assay.wire.ui.UiRoutes;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No route is added without a valid request that can be spoiled.
class RoutesTest {

    @TempDir
    Path folder;

    @Test
    void areAllAttacked() {
        try (TestStore store = TestStore.open(folder)) {
            Javalin javalin = Javalin.create(config -> addDoors(config, store.store()));
            Set<String> added = javalin.unsafe.internalRouter.allHttpHandlers().stream()
                    .map(parsed -> parsed.endpoint.method.name() + " " + parsed.endpoint.path)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(attacked()).containsExactlyElementsOf(added);
        }
    }

    private static void addDoors(JavalinConfig config, Store store) {
        FoundryRoutes.add(config, store);
        OAuthRoutes.add(config, store.clients(), Duration.ofHours(1));
        MlflowRoutes.add(
                config,
                store.models(),
                store.experiments(),
                store.reads(),
                store.searches(),
                store.files(),
                store.fileTables(),
                true,
                new Random(1));
        AssayRoutes.add(config, store, "1");
        UiRoutes.add(config, store, "1");
    }

    private static Set<String> attacked() {
        World.Names names = new World.Names("ri.m", "1", "ri.e", "r", "1");
        List<Target> targets =
                new World(null, null, names, names, "", "", "ri.v", "", "client_id=c&client_secret=s&").allTargets();
        return targets.stream()
                .map(target -> target.method() + " " + target.route())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
