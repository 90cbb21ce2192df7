"""Reads frames, packs and stored aggregates as docs/format draws them, and prints a line for each point or series:
python compat/assay_formats.py frame|pack|aggregates FILE"""

import struct
import sys
import zstandard

MASK = 2**64 - 1

def signed(n):
    return (n + 2**63 & MASK) - 2**63

def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF

def check(good, what):
    if not good:
        raise ValueError(f"damaged: {what}")

class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0
    def take(self, n):
        check(0 <= n <= len(self.data) - self.at, "too short")
        self.at += n
        return self.data[self.at - n : self.at]
    def int(self):
        return struct.unpack("<I", self.take(4))[0]
    def varint(self):
        value = shift = 0
        while True:
            byte = self.take(1)[0]
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                check(value <= MASK, "varint")
                return value
    def zigzag(self):
        n = self.varint()
        return n >> 1 ^ -(n & 1)
    def value(self, wide):  # the 64 bits of a double
        return struct.unpack("<Q", self.take(8))[0] if wide else widened(self.int())
    def end(self):
        check(self.at == len(self.data), "too long")

def widened(bits):
    if bits & 0x7F800000 == 0x7F800000 and bits & 0x7FFFFF:
        return (bits & 0x80000000) << 32 | 0x7FF << 52 | (bits & 0x7FFFFF) << 29
    return struct.unpack("<Q", struct.pack("<d", struct.unpack("<f", struct.pack("<I", bits))[0]))[0]

def deltas(reader, first, count):  # each by how far its distance to the one before differs from the last distance
    column, delta = [first], 0
    for _ in range(count):
        delta += reader.zigzag()
        column.append(signed(column[-1] + delta))
    return column

def frames(data):
    reader = Reader(data)
    while reader.at < len(data):
        start = reader.at
        check(reader.take(1) == b"\1", "version")
        body = Reader(reader.take(reader.int()))
        crc = crc32c(data[start : reader.at])
        check(reader.int() == crc, "checksum")
        runs = body.varint()
        directory = Reader(body.take(body.varint()))
        series = step = time = 0
        for _ in range(runs):
            series = signed(series + directory.varint())
            count, wide = divmod(directory.varint(), 2)
            step, time = signed(step + directory.zigzag()), signed(time + directory.zigzag())
            yield series, step, time, directory.value(wide)
            if count > 1:
                last = signed(step + directory.zigzag()), signed(time + directory.zigzag()), directory.value(wide)
            if count > 2:
                sizes = directory.varint(), directory.varint()
                steps, times = (deltas(Reader(body.take(size)), first, count - 2) for size, first in zip(sizes, (step, time)))
                yield from ((series, steps[i], times[i], body.value(wide)) for i in range(1, count - 1))
            if count > 7 and directory.varint() < count:
                directory.zigzag(), directory.value(wide), directory.zigzag(), directory.value(wide)
            if count > 1:
                yield series, *last
        directory.end(), body.end()

def columns(reader, varying, narrow, wide):  # those whose lengths vary, then the narrow and the wide values
    sizes = [reader.varint() for _ in range(varying)] + [narrow] * 4 + [wide] * 8
    plain, zipped = reader.varint(), reader.varint()
    size = sum(size for i, size in enumerate(sizes) if not plain >> i & 1)
    together = Reader(zstandard.decompress(reader.take(zipped)) if size else b"")
    found = [(reader if plain >> i & 1 else together).take(size) for i, size in enumerate(sizes)]
    together.end(), reader.end()
    values = [widened(int.from_bytes(value, "little")) for value in zip(*found[varying : varying + 4])]
    wides = [int.from_bytes(value, "little") for value in zip(*found[varying + 4 :])]
    return [Reader(column) for column in found[:varying]], iter(values), iter(wides)

def pack(data):
    reader = Reader(data)
    check(reader.take(1) == b"\1", "version")
    stored, size = reader.int(), reader.int()
    directory = reader.take(stored)
    check(reader.int() == crc32c(data[: 9 + stored]), "checksum of the directory")
    directory = Reader(directory if stored == size else zstandard.decompress(directory))
    series = 0
    for _ in range(directory.varint()):
        block, crc, runs = reader.take(directory.varint()), directory.int(), []
        check(crc == crc32c(block), "checksum of a block")
        for _ in range(directory.varint()):
            series = signed(series + directory.varint())
            runs.append((series, *divmod(directory.varint(), 2)))
        if len(runs) == 1:  # a run alone is described
            _, count, wide = runs[0]
            for _ in ("first", "last"):
                directory.zigzag(), directory.zigzag(), directory.value(wide)
            if [directory.varint() for _ in range(3)][2] < count:  # times before and after, NaNs; least, greatest, sum
                directory.zigzag(), directory.value(wide), directory.zigzag(), directory.value(wide), directory.take(16)
        points = [sum(count for _, count, wide in runs if wide == width) for width in (0, 1)]
        (steps, times), *values = columns(Reader(block), 2, *points)
        step = time = 0
        for run, count, wide in runs:
            step, time = signed(step + steps.zigzag()), signed(time + times.zigzag())
            for at in zip(deltas(steps, step, count - 1), deltas(times, time, count - 1)):
                yield run, *at, next(values[wide])
        steps.end(), times.end()
    directory.end(), reader.end()

def aggregates(data):  # id, length, NaNs, last point, minimum and maximum as (step, value) or None
    check(data[0] == 1 and Reader(data[-4:]).int() == crc32c(data[:-4]), "version or checksum")
    reader = Reader(data[1:-4])
    size, narrow, wide = reader.varint(), reader.varint(), reader.varint()
    (ids, lengths, nans, steps, times, min_steps, max_steps), *values = columns(reader, 7, narrow, wide)
    series = step = time = 0
    for _ in range(size):
        series, length = signed(series + ids.varint()), lengths.varint()
        nan_count, width = divmod(nans.varint(), 2)
        step, time = signed(step + steps.zigzag()), signed(time + times.zigzag())
        row = [series, length, nan_count, step, time, next(values[width])]
        for column in (min_steps, max_steps):
            row.append((signed(step - column.zigzag()), next(values[width])) if nan_count < length else None)
        yield tuple(row)

if __name__ == "__main__":
    kind, file = sys.argv[1:]
    for line in {"frame": frames, "pack": pack, "aggregates": aggregates}[kind](open(file, "rb").read()):
        print(*line, struct.unpack("<d", struct.pack("<Q", line[5 if kind == "aggregates" else 3]))[0])
