package dev.assay.columnar;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.domain.Faults;
import dev.assay.domain.Texts;
import dev.assay.series.Batch;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The names of series as bytes, and the local indexes that they have in a batch: a name becomes a string once.
final class SeriesNames {

    private static final int PLACES = 64;
    private static final int SCATTERING = 0x9E37_79B9;

    private final Batch batch;
    private final int namesMax;
    private final List<byte[]> names = new ArrayList<>();
    private int[] indexes = new int[PLACES];
    /// By the hashes of the names, each in the first free place from its own on; 0 is free, else one more than the
    /// name's number. At most half of it is taken.
    private int[] places = new int[2 * PLACES];
    private int last;

    SeriesNames(Batch batch, int namesMax) {
        this.batch = batch;
        this.namesMax = namesMax;
    }

    int indexFor(byte[] bytes, int from, int length) {
        if (!isName(last, bytes, from, length)) {
            last = numberOf(bytes, from, length);
        }
        return indexes[last];
    }

    private boolean isName(int number, byte[] bytes, int from, int length) {
        return number < names.size()
                && Arrays.equals(names.get(number), 0, names.get(number).length, bytes, from, from + length);
    }

    private int numberOf(byte[] bytes, int from, int length) {
        int place = place(hash(bytes, from, length));
        while (places[place] != 0) {
            if (isName(places[place] - 1, bytes, from, length)) {
                return places[place] - 1;
            }
            place = (place + 1) & (places.length - 1);
        }
        add(Arrays.copyOfRange(bytes, from, from + length));
        places[place] = names.size();
        if (2 * names.size() > places.length) {
            growPlaces();
        }
        return names.size() - 1;
    }

    private void add(byte[] name) {
        if (names.size() == namesMax) {
            throw Faults.limitReached("series in a request", namesMax);
        }
        if (names.size() == indexes.length) {
            indexes = Arrays.copyOf(indexes, 2 * indexes.length);
        }
        indexes[names.size()] = batch.indexFor(text(name, 0, name.length));
        names.add(name);
    }

    /// A name that can be one.
    static String text(byte[] bytes, int from, int length) {
        try {
            String text = UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
            Texts.requireKey("series name", text);
            return text;
        } catch (CharacterCodingException e) {
            throw Faults.malformedBody("series", "a name that is not UTF-8");
        }
    }

    private void growPlaces() {
        places = new int[2 * places.length];
        for (int number = 0; number < names.size(); number++) {
            byte[] name = names.get(number);
            int place = place(hash(name, 0, name.length));
            while (places[place] != 0) {
                place = (place + 1) & (places.length - 1);
            }
            places[place] = number + 1;
        }
    }

    private int place(int hash) {
        return ((hash * SCATTERING) >>> 8) & (places.length - 1);
    }

    private static int hash(byte[] bytes, int from, int length) {
        int hash = 1;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }
}
