package dev.assay.durability;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.assay.BuiltServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/// The built server with a library of ours before the C library: what it does to its folder is written
/// down, and its disk fails on demand. Needs Linux and `cc`; where they are missing the test is skipped,
/// and says so.
final class Recorder implements AutoCloseable {

    private static final Path SOURCE = Path.of("src/test/c/recorder.c");
    private static final int CONTROL_BYTES = 32;
    private static final int SPACE = 0;
    private static final int FAILING_SYNCS = 8;
    private static final int FAILING_WRITES = 16;
    private static final int FAILED = 24;

    private final Path disk;
    private final Path log;
    private final ByteBuffer control;
    private final BuiltServer server;

    private Recorder(Path disk, Path log, ByteBuffer control, BuiltServer server) {
        this.disk = disk;
        this.log = log;
        this.control = control;
        this.server = server;
    }

    /// On a fresh data folder in `folder`. What is logged is rolled up all the time.
    static Recorder start(Path folder) throws IOException, InterruptedException {
        Path library = compile(folder);
        Path disk = Files.createDirectory(folder.resolve("disk")).toRealPath();
        Path log = folder.resolve("recording");
        Path switches = folder.resolve("control");
        ByteBuffer control = control(switches);
        BuiltServer server = BuiltServer.start(
                disk.resolve("data"),
                Map.of(
                        "ASSAY_SERIES_ROLL_UP_BYTES", "1024",
                        "ASSAY_SERIES_ROLL_UP_AGE_MS", "100",
                        "LD_PRELOAD", library.toString(),
                        "RECORDER_FOLDER", disk.toString(),
                        "RECORDER_LOG", log.toString(),
                        "RECORDER_CONTROL", switches.toString()));
        if (!Files.exists(log) || Files.size(log) == 0) {
            server.close();
            throw new IllegalStateException("the server runs and nothing was recorded");
        }
        return new Recorder(disk, log, control, server);
    }

    private static Path compile(Path folder) throws IOException, InterruptedException {
        if (!System.getProperty("os.name").equals("Linux")) {
            skip("it needs Linux, and this is " + System.getProperty("os.name"));
        }
        Path library = folder.resolve("recorder.so").toAbsolutePath();
        ProcessBuilder compiler = new ProcessBuilder(
                "cc", "-O2", "-shared", "-fPIC", "-o", library.toString(), SOURCE.toString(), "-lpthread");
        try {
            Process process = compiler.redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("cc could not compile " + SOURCE + ": " + said);
            }
        } catch (IOException e) {
            skip("it needs a C compiler, and there is no cc: " + e.getMessage());
        }
        return library;
    }

    private static void skip(String reason) {
        System.err.println("SKIPPED the tests of durability: " + reason);
        abort(reason);
    }

    private static ByteBuffer control(Path switches) throws IOException {
        Files.write(switches, new byte[CONTROL_BYTES]);
        try (FileChannel channel = FileChannel.open(switches, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer control = channel.map(FileChannel.MapMode.READ_WRITE, 0, CONTROL_BYTES)
                    .order(ByteOrder.nativeOrder());
            return control.putLong(SPACE, -1);
        }
    }

    BuiltServer server() {
        return server;
    }

    /// The folder that holds the data folder.
    Path disk() {
        return disk;
    }

    Path log() {
        return log;
    }

    /// Negative for as many as there are.
    void failSyncs(long count) {
        control.putLong(FAILING_SYNCS, count);
    }

    void failWrites(long count) {
        control.putLong(FAILING_WRITES, count);
    }

    /// Leaves so many bytes to be written before the disk is full.
    void leaveSpace(long bytes) {
        control.putLong(SPACE, bytes);
    }

    void mend() {
        control.putLong(FAILING_SYNCS, 0);
        control.putLong(FAILING_WRITES, 0);
        control.putLong(SPACE, -1);
    }

    /// How many calls were made to fail so far.
    long failed() {
        return control.getLong(FAILED);
    }

    @Override
    public void close() {
        server.close();
    }
}
