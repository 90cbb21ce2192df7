package dev.assay.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsTest {

    @Test
    void areRecordedWithTheirFields(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("events.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(CommitEvent.class);
            recording.enable(RollUpEvent.class);
            recording.start();
            FlightEvents.commit().orElseThrow().finish(3, 400, 50);
            FlightEvents.rollUp().orElseThrow().finish(6, 700, 80);
            recording.stop();
            recording.dump(file);
        }
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        assertThat(events.stream().map(EventsTest::fields))
                .containsExactlyInAnyOrder("dev.assay.Commit 3 400 50", "dev.assay.RollUp 6 700 80");
    }

    private static String fields(RecordedEvent event) {
        return String.join(
                " ",
                event.getEventType().getName(),
                Integer.toString(event.getInt("units")),
                Long.toString(event.getLong("bytes")),
                Long.toString(event.getLong("points")));
    }
}
