package dev.assay.wire.mlflow;

import java.util.List;
import java.util.random.RandomGenerator;

/// Makes up a name for a run that came without one, in MLflow's manner: two words and a number.
final class RunNames {

    private static final List<String> ADJECTIVES = List.of(
            "able", "amber", "ample", "brave", "brisk", "calm", "candid", "clear", "clever", "crisp", "curious", "deft",
            "eager", "early", "even", "fair", "fleet", "fond", "fresh", "gentle", "glad", "golden", "grand", "hardy",
            "honest", "keen", "kind", "lively", "lucid", "mellow", "merry", "modest", "neat", "nimble", "patient",
            "plain", "proud", "quick", "quiet", "rapid", "ready", "round", "sharp", "silver", "sleek", "snug", "sober",
            "steady", "still", "stout", "sunny", "swift", "tidy", "upright", "vivid", "warm", "wide", "wise", "witty",
            "young");

    private static final List<String> NOUNS = List.of(
            "alder", "ant", "aspen", "badger", "bat", "beaver", "birch", "bison", "boar", "carp", "cedar", "crane",
            "crow", "deer", "dove", "duck", "eagle", "elk", "elm", "falcon", "fern", "finch", "fox", "frog", "goose",
            "gull", "hare", "hawk", "hazel", "heron", "ibex", "jay", "kite", "lark", "linden", "lynx", "maple",
            "marten", "mole", "moth", "newt", "oak", "otter", "owl", "perch", "pike", "pine", "quail", "raven", "robin",
            "rook", "seal", "shrew", "snipe", "stork", "swan", "tern", "toad", "trout", "willow", "wren");

    private static final int NUMBERS = 1_000;

    private final RandomGenerator random;

    /// The random source is shared between threads: one that is safe to.
    RunNames(RandomGenerator random) {
        this.random = random;
    }

    String next() {
        return pick(ADJECTIVES) + "-" + pick(NOUNS) + "-" + random.nextInt(NUMBERS);
    }

    private String pick(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }
}
