package dev.assay.parquet;

import dev.assay.parquet.LeafType.Kind;
import dev.assay.parquet.LeafType.Physical;
import dev.assay.parquet.Node.Form;
import dev.assay.parquet.Node.Occurrence;
import dev.assay.table.TableReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The fields of a file, from the flat list in which the footer has them. What a type does not allow is refused.
final class Schema {

    private static final int DEPTH_MAX = 32;
    static final int ELEMENTS_MAX = 4 * TableReader.COLUMNS_MAX;
    private static final int PRECISION_MAX = 1_000;
    private static final int FIXED_BYTES_MAX = 1 << 20;
    private static final int UUID_BYTES = 16;
    private static final int INTERVAL_BYTES = 12;
    private static final int FLOAT16_BYTES = 2;

    private final List<SchemaElement> elements;
    private final List<Leaf> leaves = new ArrayList<>();
    private int next;

    private Schema(List<SchemaElement> elements) {
        this.elements = elements;
    }

    /// The fields below the root.
    static List<Node> read(List<SchemaElement> elements) {
        if (elements.isEmpty() || elements.size() > ELEMENTS_MAX) {
            throw new Broken("a schema of " + elements.size() + " fields");
        }
        Schema schema = new Schema(elements);
        SchemaElement root = schema.element();
        List<Node> fields = schema.children(root, "", 0, 0, 1);
        if (schema.next < elements.size()) {
            throw new Broken("fields that are nobody's");
        }
        return fields;
    }

    private SchemaElement element() {
        if (next == elements.size()) {
            throw new Broken("fewer fields than the schema claims");
        }
        return elements.get(next++);
    }

    private List<Node> children(SchemaElement parent, String path, int definition, int repetition, int depth) {
        if (depth > DEPTH_MAX) {
            throw new Broken("fields deeper than " + DEPTH_MAX);
        }
        List<Node> children = new ArrayList<>();
        for (int i = 0; i < parent.children(); i++) {
            children.add(node(path, definition, repetition, depth));
        }
        return children;
    }

    private Node node(String parentPath, int parentDefinition, int parentRepetition, int depth) {
        SchemaElement element = element();
        String path = parentPath.isEmpty() ? element.name() : parentPath + "." + element.name();
        Occurrence occurrence = occurrence(element.repetition());
        int definition = parentDefinition + (occurrence == Occurrence.REQUIRED ? 0 : 1);
        int repetition = parentRepetition + (occurrence == Occurrence.REPEATED ? 1 : 0);
        if (element.children() == 0 && element.physical() >= 0) {
            Leaf leaf = leaf(element, path, definition, repetition);
            return new Node.Value(element.name(), occurrence, definition, repetition, leaf);
        }
        int before = leaves.size();
        List<Node> children = children(element, path, definition, repetition, depth + 1);
        List<Leaf> below = List.copyOf(leaves.subList(before, leaves.size()));
        if (below.isEmpty()) {
            throw new Broken("the group " + path + " without a column");
        }
        return new Node.Group(
                element.name(), occurrence, definition, repetition, form(element, children), children, below);
    }

    private static Occurrence occurrence(int repetition) {
        return switch (repetition) {
            case Format.REQUIRED -> Occurrence.REQUIRED;
            case Format.OPTIONAL -> Occurrence.OPTIONAL;
            case Format.REPEATED -> Occurrence.REPEATED;
            default -> throw new Broken("a field of no occurrence");
        };
    }

    /// A list or a map that is not built as one is read as the structure that it is.
    private static Form form(SchemaElement element, List<Node> children) {
        boolean wraps = children.size() == 1 && children.getFirst().occurrence() == Occurrence.REPEATED;
        if (element.isList() && wraps) {
            return Form.LIST;
        }
        boolean pairs = wraps
                && children.getFirst() instanceof Node.Group pair
                && pair.children().size() == 2
                && pair.children().stream().noneMatch(child -> child.occurrence() == Occurrence.REPEATED);
        return element.isMap() && pairs ? Form.MAP : Form.STRUCT;
    }

    private Leaf leaf(SchemaElement element, String path, int definition, int repetition) {
        if (leaves.size() == TableReader.COLUMNS_MAX) {
            throw new Broken("more than " + TableReader.COLUMNS_MAX + " columns");
        }
        Physical physical = physical(element.physical());
        int bytes = physical == Physical.FIXED ? element.length() : physical.bytes();
        if (physical == Physical.FIXED && (bytes < 1 || bytes > FIXED_BYTES_MAX)) {
            throw new Broken("values of " + bytes + " bytes in " + path);
        }
        LeafType type =
                type(element, physical, bytes).orElseThrow(() -> new Broken("a type that " + path + " cannot have"));
        Leaf leaf = new Leaf(path, leaves.size(), physical, bytes, type, definition, repetition);
        leaves.add(leaf);
        return leaf;
    }

    private static Physical physical(int type) {
        return switch (type) {
            case 0 -> Physical.BOOLEAN;
            case 1 -> Physical.INT32;
            case 2 -> Physical.INT64;
            case 3 -> Physical.INT96;
            case 4 -> Physical.FLOAT;
            case 5 -> Physical.DOUBLE;
            case 6 -> Physical.BYTE_ARRAY;
            case 7 -> Physical.FIXED;
            default -> throw new Broken("a column of no type");
        };
    }

    /// Empty where they do not go together.
    private static Optional<LeafType> type(SchemaElement element, Physical physical, int bytes) {
        LeafType told = element.type();
        boolean fits = switch (told.kind()) {
            case BINARY -> true;
            case NOTHING -> true;
            case SIGNED, UNSIGNED ->
                physical == Physical.INT32 ? told.bits() <= Integer.SIZE : physical == Physical.INT64;
            case DECIMAL ->
                physical != Physical.BOOLEAN
                        && physical != Physical.FLOAT
                        && physical != Physical.DOUBLE
                        && physical != Physical.INT96
                        && element.precision() >= 1
                        && element.precision() <= PRECISION_MAX
                        && told.scale() >= 0
                        && told.scale() <= element.precision();
            case DATE -> physical == Physical.INT32;
            case TIME -> physical == (told.digits() == 3 ? Physical.INT32 : Physical.INT64);
            case TIMESTAMP -> physical == Physical.INT64;
            case TEXT -> physical == Physical.BYTE_ARRAY || physical == Physical.FIXED;
            case UUID -> physical == Physical.FIXED && bytes == UUID_BYTES;
            case INTERVAL -> physical == Physical.FIXED && bytes == INTERVAL_BYTES;
            case FLOAT16 -> physical == Physical.FIXED && bytes == FLOAT16_BYTES;
            case BOOLEAN, FLOAT, DOUBLE, INT96 -> throw new IllegalStateException("BUG: a logical type that is none");
        };
        if (!fits) {
            return Optional.empty();
        }
        return Optional.of(told.kind() == Kind.BINARY ? plain(physical) : told);
    }

    /// Without a word of what the values stand for.
    private static LeafType plain(Physical physical) {
        return switch (physical) {
            case BOOLEAN -> LeafType.of(Kind.BOOLEAN);
            case INT32 -> LeafType.integer(Integer.SIZE, true);
            case INT64 -> LeafType.integer(Long.SIZE, true);
            case INT96 -> LeafType.of(Kind.INT96);
            case FLOAT -> LeafType.of(Kind.FLOAT);
            case DOUBLE -> LeafType.of(Kind.DOUBLE);
            case BYTE_ARRAY, FIXED -> LeafType.of(Kind.BINARY);
        };
    }
}
