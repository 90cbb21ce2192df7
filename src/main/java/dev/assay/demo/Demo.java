package dev.assay.demo;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Small real trainings that fill a store, so that there is something to see.
public final class Demo {

    static final String NATIVE = "/api/assay/v1";

    private static final String MOONS = "demo/two-moons";
    private static final String HEAPS = "demo/k-means";
    private static final int GENERATIONS_MAX = 1_000;
    private static final Duration LIVE_PAUSE = Duration.ofMillis(500);

    /// Who is asked between two epochs.
    public interface Pause {

        /// Waits for so long. False, and at once, where the training is to be broken off.
        boolean goesOn(Duration pause);
    }

    private final Api api;
    private final InstantSource clock;
    private final Pause pause;
    private final Consumer<String> say;

    /// Does nothing yet.
    ///
    /// @param say takes a line about how far it has come
    public Demo(Api api, InstantSource clock, Pause pause, Consumer<String> say) {
        this.api = api;
        this.clock = clock;
        this.pause = pause;
        this.say = say;
    }

    /// Trains all of it, which takes some seconds. Throws `CancellationException` where a training was broken off; its
    /// experiment has failed then.
    ///
    /// @param again makes models of further names where they are there already; else they stay as they are
    /// @param live whether the last training takes a minute
    public void run(boolean again, boolean live) {
        Optional<String> heaps = model(HEAPS, again);
        Optional<String> moons = model(MOONS, again);
        heaps.ifPresent(rid -> new Heaps(api, clock, rid).clusterAll());
        if (moons.isPresent()) {
            train(new Moons(api, clock, pause, say, moons.get()), live);
        }
    }

    private void train(Moons moons, boolean live) {
        moons.diverge();
        moons.sweep();
        if (live) {
            say.accept("One more trains for a minute, to be watched.");
            moons.live(LIVE_PAUSE);
        }
    }

    private Optional<String> model(String name, boolean again) {
        for (int generation = 1; generation <= GENERATIONS_MAX; generation++) {
            String tried = generation == 1 ? name : name + "-" + generation;
            Optional<Map<String, Object>> made = api.make(NATIVE + "/models", newModel(tried));
            if (made.isPresent()) {
                say.accept("Made the model " + tried + ".");
                return made.map(Demo::rid);
            }
            if (!again) {
                break;
            }
        }
        say.accept("A model " + name + " is or was here, and stays as it is; --again makes another.");
        return Optional.empty();
    }

    private static byte[] newModel(String name) {
        return Body.of(json -> {
            json.writeStringProperty("name", name);
            json.writeArrayPropertyStart("tags");
            json.writeString("demo");
            json.writeEndArray();
        });
    }

    static String rid(Map<String, Object> answer) {
        if (answer.get("rid") instanceof String rid) {
            return rid;
        }
        throw new IllegalStateException("an answer without a rid: " + answer.keySet());
    }
}
