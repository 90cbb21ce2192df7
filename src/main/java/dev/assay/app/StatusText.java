package dev.assay.app;

import dev.assay.artifact.ArtifactStore;
import dev.assay.domain.Artifact;
import dev.assay.domain.Digests;
import dev.assay.domain.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A status message as it is kept: its head, and, where it is longer, the whole of it as an artifact.
record StatusText(Optional<String> head, Optional<Artifact> artifact) {

    static final StatusText NONE = new StatusText(Optional.empty(), Optional.empty());

    /// Names that begin so are ours: no caller's artifact can stand in the way of a message.
    static final String RESERVED_PREFIX = "assay/";

    static final String ARTIFACT_NAME = RESERVED_PREFIX + "status-message.txt";

    /// Whether a message comes that will be kept as an artifact.
    static boolean isLong(Changes changes) {
        return changes.status()
                .flatMap(Changes.StatusChange::message)
                .filter(message -> message.length() > Status.MESSAGE_CHARS_MAX)
                .isPresent();
    }

    /// An empty message takes an earlier one away.
    static StatusText of(Changes changes) {
        Optional<String> message = changes.status().flatMap(Changes.StatusChange::message);
        if (message.isEmpty() || message.get().isEmpty()) {
            return NONE;
        }
        String text = message.get();
        if (!isLong(changes)) {
            return new StatusText(message, Optional.empty());
        }
        byte[] whole = text.getBytes(StandardCharsets.UTF_8);
        int end = Status.MESSAGE_CHARS_MAX;
        String head = text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
        return new StatusText(
                Optional.of(head),
                Optional.of(new Artifact(
                        ARTIFACT_NAME,
                        Optional.of("The whole status message"),
                        whole.length,
                        Digests.of(whole),
                        new Artifact.File("text/plain; charset=utf-8"))));
    }

    /// Stores the artifact of a long message. What is then not used is no one's.
    static void store(Changes changes, ArtifactStore artifacts) {
        byte[] whole = changes.status()
                .flatMap(Changes.StatusChange::message)
                .orElseThrow()
                .getBytes(StandardCharsets.UTF_8);
        try {
            artifacts.put(new ByteArrayInputStream(whole), whole.length);
        } catch (IOException e) {
            throw new UncheckedIOException("BUG: an array cannot fail to be read", e);
        }
    }
}
