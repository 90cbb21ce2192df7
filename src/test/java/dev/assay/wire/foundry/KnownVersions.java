package dev.assay.wire.foundry;

import dev.assay.app.Clients;
import dev.assay.app.NewClient;
import dev.assay.app.NewModel;
import dev.assay.app.NewVersion;
import dev.assay.app.Store;
import dev.assay.app.TestStore;
import dev.assay.domain.Caller;
import dev.assay.domain.ModelId;
import dev.assay.domain.ModelVersion;
import dev.assay.domain.Rid;
import dev.assay.domain.Role;
import dev.assay.domain.Scope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The versions that the golden files speak of. Their RIDs are minted, so the files call them by names.
final class KnownVersions {

    private static final ModelId MODEL = new ModelId("versioned");
    private static final ModelId GONE = new ModelId("versioned-gone");
    private static final String API = """
            {"inputs":[{"type":"tabular","name":"rows","columns":[{"name":"x","dataType":{"type":"double"}}]}],
             "outputs": [{"name":"y","type":"parameter","required":false,"dataType":{"type":"array","itemType":{"type":"any"}}}]}""";

    private KnownVersions() {}

    /// Returns the RIDs by the names.
    static Map<String, String> addTo(TestStore testStore) {
        Store store = testStore.store();
        Caller admin = testStore.admin();
        for (ModelId model : List.of(MODEL, GONE)) {
            NewModel wanted =
                    new NewModel(model.locator(), Optional.empty(), List.of(), Optional.of(model), Optional.empty());
            store.models().create(admin, Optional.empty(), wanted);
        }
        ModelVersion first = store.versions().create(admin, MODEL.rid(), version());
        ModelVersion promoted =
                store.versions().promote(admin, MODEL.rid(), first.id().rid(), "release");
        ModelVersion hidden = store.versions().create(admin, GONE.rid(), version());
        store.models().delete(admin, Optional.empty(), GONE);
        return Map.of(
                "{first}", first.id().rid().text(),
                "{promoted}", promoted.id().rid().text(),
                "{hidden}", hidden.id().rid().text());
    }

    /// The token of an application that may read, whatever the token may be used for.
    static String viewer(TestStore testStore) {
        Clients clients = testStore.store().clients();
        Set<Scope> scopes = Set.of(Scope.MODELS_READ, Scope.MODELS_WRITE);
        Clients.Made made =
                clients.create(testStore.admin(), Optional.empty(), new NewClient("viewer", Role.VIEWER, scopes));
        String secret = made.plainSecret().orElseThrow();
        return clients.signIn(made.client().id().toString(), secret, Optional.empty(), Duration.ofHours(1))
                .plainToken();
    }

    private static NewVersion version() {
        return new NewVersion(
                "serializedModelFunction",
                "gASVAAAA".getBytes(StandardCharsets.UTF_8),
                List.of("numpy=2.1", "scikit-learn"),
                List.of(new Rid("ri.stemma.main.repository.r")),
                API);
    }
}
