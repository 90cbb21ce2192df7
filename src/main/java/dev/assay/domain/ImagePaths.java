package dev.assay.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where images lie among the files: as MLflow's clients put them, so that an image is one, whoever logged it:
/// `images/val~mask+step+3+timestamp+1764000000000+<uuid>.png`. Older clients wrote `%` for `+`, and `#` for the `~`
/// that
/// stands for a `/`. The small copies that they put beside (`…+compressed.webp`) are files and no images.
public final class ImagePaths {

    private static final Pattern NEW = pattern("\\+");
    private static final Pattern OLD = pattern("%");

    private ImagePaths() {}

    /// Where MLflow's clients put the small copy that they make of an image at the path.
    public static String smallCopy(String path) {
        String between = NEW.matcher(path).matches() ? "+" : "%";
        return path.substring(0, path.lastIndexOf('.')) + between + "compressed.webp";
    }

    private static Pattern pattern(String between) {
        return Pattern.compile("images/([^/]+)" + between + "step" + between + "(-?[0-9]{1,19})" + between + "timestamp"
                + between + "[0-9]{1,19}" + between + "[0-9A-Za-z-]+\\.(?:png|jpg|jpeg|webp|gif)");
    }

    /// Where an image is put now.
    public static String path(ImageLabel label, ImageType type, Instant time, UUID uuid) {
        return "images/" + label.name().replace('/', '~') + "+step+" + label.step() + "+timestamp+"
                + time.toEpochMilli() + "+" + uuid + "." + type.extension();
    }

    /// What the file at the path is shown under; empty where it is no image.
    public static Optional<ImageLabel> parse(String path) {
        return parse(NEW.matcher(path), '~').or(() -> parse(OLD.matcher(path), '#'));
    }

    /// A name or a step that no image can have makes it a file like any other.
    private static Optional<ImageLabel> parse(Matcher path, char slash) {
        if (!path.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new ImageLabel(path.group(1).replace(slash, '/'), Long.parseLong(path.group(2)), Optional.empty()));
        } catch (Fault | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
