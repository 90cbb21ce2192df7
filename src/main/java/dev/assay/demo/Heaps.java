package dev.assay.demo;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Clusterings of heaps of points, with as many centres as there are heaps, fewer and more.
final class Heaps {

    private static final int CENTRES_MIN = 2;
    private static final int CENTRES_MAX = 8;
    private static final int[] COLOURS = {0x4e79a7, 0xf28e2b, 0x59a14f, 0xe15759, 0xb07aa1, 0x76b7b2, 0xedc948, 0x9c755f
    };
    private static final int WHITE = 0xffffff;
    private static final double PALE = 0.65;

    private final Api api;
    private final InstantSource clock;
    private final String modelRid;

    Heaps(Api api, InstantSource clock, String modelRid) {
        this.api = api;
        this.clock = clock;
        this.modelRid = modelRid;
    }

    void clusterAll() {
        for (int centres = CENTRES_MIN; centres <= CENTRES_MAX; centres++) {
            cluster(centres);
        }
    }

    private void cluster(int centres) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("k", centres);
        parameters.put("init", "samples");
        parameters.put("max_iterations", Clustering.ITERATIONS_MAX);
        parameters.put("data.heaps", Clustering.HEAPS);
        parameters.put("data.samples", Clustering.SAMPLES);
        parameters.put("data.seed", Clustering.DATA_SEED);
        parameters.put("seed", 1);
        ExperimentLog log =
                ExperimentLog.open(api, clock, modelRid, "k = " + centres, parameters, List.of("clustering"));
        Clustering clustering = new Clustering(centres, 1);
        Clustering.Iteration iteration;
        do {
            iteration = clustering.next();
            log.add("inertia", iteration.number(), iteration.inertia());
            log.add("moved", iteration.number(), iteration.moved());
            for (int i = 0; i < centres; i++) {
                log.add(
                        "cluster/" + i + "/size",
                        iteration.number(),
                        iteration.sizes().get(i));
            }
            log.addSystem(iteration.number());
            log.image("clusters", iteration.number(), picture(clustering, iteration.clusters()));
        } while (iteration.moved() > 0 && iteration.number() + 1 < Clustering.ITERATIONS_MAX);
        log.send();
        log.summarize(Map.of("inertia", "LAST"));
        log.table("assignments", clustering.csv());
        log.succeed();
    }

    private static Picture picture(Clustering clustering, List<Integer> clusters) {
        return new Picture()
                .ground((x, y) -> Picture.mix(COLOURS[clustering.nearest(x, y)], WHITE, PALE))
                .dots(clustering.samples(), i -> COLOURS[clusters.get(i)]);
    }
}
