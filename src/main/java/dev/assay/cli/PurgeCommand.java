package dev.assay.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Takes what was deleted long enough ago away for good.
@Command(name = "purge", description = "Free what was deleted long enough ago, for good.")
final class PurgeCommand implements Callable<Integer> {

    private final Console console;

    @Option(
            names = "--older-than",
            required = true,
            paramLabel = "AGE",
            description = "What was deleted longer ago than this goes: 12h, 30d, 2w; 0d for all that is deleted.")
    private String olderThan = "";

    @Option(names = "--dry-run", description = "Say what would go and how many bytes it has, and do nothing.")
    private boolean dryRun;

    @Mixin
    private final StoreOptions options = new StoreOptions();

    PurgeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Instant deletedBefore =
                console.clock().instant().truncatedTo(ChronoUnit.MILLIS).minus(Expiry.age("--older-than", olderThan));
        try (Purges purges = options.openPurges(console)) {
            if (dryRun) {
                preview(purges, deletedBefore);
            } else {
                purge(purges, deletedBefore);
            }
        }
        return ExitCode.DONE.number();
    }

    private void preview(Purges purges, Instant deletedBefore) {
        Purges.Preview page = purges.preview(deletedBefore, Optional.empty());
        long artifactBytes = page.artifactBytes();
        long models = page.models().size();
        page.models().forEach(model -> tell("model", model));
        long count = 0;
        long bytes = 0;
        while (true) {
            for (Purges.Candidate experiment : page.experiments()) {
                tell("experiment", experiment);
                count++;
                bytes += experiment.bytes();
            }
            if (page.nextPageToken().isEmpty()) {
                break;
            }
            page = purges.preview(deletedBefore, page.nextPageToken());
        }
        console.err()
                .println("Would purge " + count + " experiments and " + models + " models: " + bytes
                        + " bytes in the database, " + artifactBytes + " bytes of artifacts.");
    }

    private void tell(String kind, Purges.Candidate candidate) {
        console.out()
                .println(kind + "\t" + candidate.rid() + "\t" + candidate.deletedTime() + "\t" + candidate.bytes()
                        + "\t" + oneLine(candidate.name()));
    }

    private static String oneLine(String name) {
        return name.replaceAll("\\p{Cntrl}", " ");
    }

    private void purge(Purges purges, Instant deletedBefore) {
        long experiments = 0;
        long models = 0;
        long bytes = 0;
        long artifactBytes = 0;
        boolean more = true;
        while (more) {
            Purges.Purged purged = purges.purge(deletedBefore);
            experiments += purged.experiments();
            models += purged.models();
            bytes += purged.bytes();
            artifactBytes += purged.artifactBytes();
            more = purged.more();
            console.err()
                    .println((more ? "Purged so far: " : "Purged ") + experiments + " experiments and " + models
                            + " models: " + bytes + " bytes in the database, " + artifactBytes
                            + " bytes of artifacts.");
        }
    }
}
