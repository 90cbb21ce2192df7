package dev.assay.series.codec;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Numbers series by their ids, in the order in which they first come. What is asked for in the same turns again and
/// again, as frames of one training hold their series, is found without a look-up.
public final class SeriesSlots {

    private static final int CAPACITY = 16;
    /// An odd number near 2^64 over the golden ratio: it parts ids that are neighbours.
    private static final long SCATTERING = 0x9E37_79B9_7F4A_7C15L;

    private long[] ids = new long[CAPACITY];
    /// The slots by their ids, each in the first free place from its own on; 0 is free, else one more than the slot. At
    /// most half of it is taken.
    private int[] places = new int[2 * CAPACITY];
    private int size;
    private int next;

    /// The slot of a series, a new one where it has none yet.
    public int of(long id) {
        int slot = next < size && ids[next] == id ? next : find(id);
        next = slot + 1 == size ? 0 : slot + 1;
        return slot;
    }

    public int size() {
        return size;
    }

    public long id(int slot) {
        return ids[slot];
    }

    /// The slots in ascending order of their series' ids.
    public int[] ascending() {
        boolean sorted = true;
        for (int i = 1; i < size && sorted; i++) {
            sorted = ids[i - 1] < ids[i];
        }
        IntStream slots = IntStream.range(0, size);
        return sorted
                ? slots.toArray()
                : slots.boxed()
                        .sorted(Comparator.comparingLong(slot -> ids[slot]))
                        .mapToInt(slot -> slot)
                        .toArray();
    }

    private int find(long id) {
        int place = placeOf(id);
        if (places[place] == 0) {
            add(id, place);
            return size - 1;
        }
        return places[place] - 1;
    }

    private void add(long id, int place) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, 2 * size);
        }
        ids[size++] = id;
        places[place] = size;
        if (2 * size > places.length) {
            places = new int[2 * places.length];
            for (int slot = 0; slot < size; slot++) {
                places[placeOf(ids[slot])] = slot + 1;
            }
        }
    }

    private int placeOf(long id) {
        int mask = places.length - 1;
        int place = (int) ((id * SCATTERING) >>> Integer.SIZE) & mask;
        while (places[place] != 0 && ids[places[place] - 1] != id) {
            place = (place + 1) & mask;
        }
        return place;
    }
}
