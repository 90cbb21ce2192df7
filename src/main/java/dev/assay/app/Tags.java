package dev.assay.app;

import dev.assay.domain.Faults;
import dev.assay.domain.Tag;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Tags as a map from key to value, kept in the order of the keys.
final class Tags {

    /// Of one model or experiment.
    static final int TAGS_MAX = 10_000;

    private Tags() {}

    /// The later one of a key wins.
    static List<Tag> set(List<Tag> before, List<Tag> more) {
        Map<String, Tag> byKey = byKey(before);
        more.forEach(tag -> byKey.put(tag.key(), tag));
        if (byKey.size() > TAGS_MAX) {
            throw Faults.limitReached("tags", TAGS_MAX);
        }
        return List.copyOf(byKey.values());
    }

    static List<Tag> delete(List<Tag> before, Set<String> keys) {
        return before.stream().filter(tag -> !keys.contains(tag.key())).toList();
    }

    /// What they hold in memory.
    static long bytes(List<Tag> tags) {
        return tags.stream()
                .mapToLong(tag -> 2L * (tag.key().length() + tag.value().length()))
                .sum();
    }

    private static Map<String, Tag> byKey(List<Tag> tags) {
        Map<String, Tag> byKey = new TreeMap<>();
        tags.forEach(tag -> byKey.put(tag.key(), tag));
        return byKey;
    }
}
