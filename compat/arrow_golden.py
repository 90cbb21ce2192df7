"""Writes the streams that ArrowPointsTest reads, with the real writers of the format:
target/python/bin/python compat/arrow_golden.py [FOLDER]

All hold the same ten points, in as many ways as writers have; what a way cannot hold the test knows."""

import pathlib
import struct
import sys

import pyarrow as pa

ROWS = 10
NAMES = ["a", "b/c", "a name of more than twelve bytes, é"]
SERIES = [NAMES[(i // 2) % 3] for i in range(ROWS)]
STEPS = [i - 5 for i in range(ROWS - 1)] + [2**63 - 1]
TIMES = [1_760_000_000_000 + 1_000 * i for i in range(ROWS)]
VALUES = [0.5 * i for i in range(ROWS - 4)] + [float("nan"), float("inf"), float("-inf"), -0.0]


def columns(series=None, step=None, time=None, value=None):
    return {
        "series": pa.array(SERIES) if series is None else series,
        "step": pa.array(STEPS) if step is None else step,
        "time": pa.array(TIMES, pa.timestamp("ms", "UTC")) if time is None else time,
        "value": pa.array(VALUES, pa.float64()) if value is None else value,
    }


def stream(table, rows=ROWS, **options):
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema, options=pa.ipc.IpcWriteOptions(**options)) as writer:
        writer.write_table(table, max_chunksize=rows)
    return sink.getvalue().to_pybytes()


def of(**changed):
    return stream(pa.table(columns(**changed)))


def dictionary(index_type):
    return pa.array(SERIES).dictionary_encode().cast(pa.dictionary(index_type, pa.string()))


def growing():
    """Batches whose dictionaries each begin with that of the batch before: the writer sends what is new."""
    chunks = [(0, 2, NAMES[:1]), (2, 4, NAMES[:2]), (4, ROWS, NAMES)]
    return pa.chunked_array(
        [pa.DictionaryArray.from_arrays(pa.array([names.index(n) for n in SERIES[a:b]], pa.int8()), names) for a, b, names in chunks]
    )


def replaced():
    """Batches whose dictionaries hold the names in another order."""
    chunks = [(0, 4, NAMES), (4, ROWS, ["never used", *reversed(NAMES)])]
    return pa.chunked_array(
        [pa.DictionaryArray.from_arrays(pa.array([names.index(n) for n in SERIES[a:b]], pa.int32()), names) for a, b, names in chunks]
    )


def in_their_chunks(series, **options):
    return stream(pa.table(columns(series=series)), **options)


def bomb():
    """Views of short names, beside a buffer of zeros that nobody looks at."""
    views = b"".join(struct.pack("<i12s", 1, b"a") for _ in range(ROWS))
    series = pa.Array.from_buffers(pa.string_view(), ROWS, [None, pa.py_buffer(views), pa.py_buffer(bytes(200 << 20))])
    return stream(pa.table(columns(series=series)), compression="zstd")


def with_bitmaps():
    valid = pa.py_buffer(b"\xff\x03")
    value = pa.Array.from_buffers(pa.float64(), ROWS, [valid, pa.py_buffer(struct.pack("<10d", *VALUES))])
    step = pa.Array.from_buffers(pa.int64(), ROWS, [valid, pa.py_buffer(struct.pack("<10q", *STEPS))])
    return of(value=value, step=step)


def sliced():
    twice = pa.table({name: pa.concat_arrays([column, column]) for name, column in columns().items()})
    return stream(twice.slice(ROWS, ROWS))


STREAMS = {
    "plain": of(),
    "large": of(series=pa.array(SERIES, pa.large_string())),
    "views": of(series=pa.array(SERIES, pa.string_view())),
    "dictionary-int8": of(series=dictionary(pa.int8())),
    "dictionary-uint16": of(series=dictionary(pa.uint16())),
    "dictionary-int32": of(series=dictionary(pa.int32())),
    "dictionary-int64": of(series=dictionary(pa.int64())),
    "dictionary-delta": in_their_chunks(growing(), emit_dictionary_deltas=True),
    "dictionary-replaced": in_their_chunks(replaced()),
    "dictionary-zstd": in_their_chunks(dictionary(pa.int32()), compression="zstd"),
    "time-int64": of(time=pa.array(TIMES)),
    "time-s": of(time=pa.array([t // 1_000 for t in TIMES], pa.timestamp("s", "Europe/Berlin"))),
    "time-us": of(time=pa.array([t * 1_000 for t in TIMES], pa.timestamp("us"))),
    "time-ns": of(time=pa.array([t * 1_000_000 for t in TIMES], pa.timestamp("ns", "UTC"))),
    "time-none": stream(pa.table(columns()).drop(["time"])),
    "value-float32": of(value=pa.array(VALUES, pa.float32())),
    "zstd": stream(pa.table(columns()), compression="zstd"),
    "views-zstd": stream(pa.table(columns(series=pa.array(SERIES, pa.string_view()))), compression="zstd"),
    "batches": stream(pa.table(columns()), rows=3),
    "bitmaps": with_bitmaps(),
    "sliced": sliced(),
    "turned": stream(pa.table(columns()).select(["value", "time", "step", "series"])),
    "metadata-v4": stream(pa.table(columns()), metadata_version=pa.ipc.MetadataVersion.V4),
    "empty": stream(pa.table(columns()).slice(0, 0)),
    "no-batch": stream(pa.table(columns()).slice(0, 0).schema.empty_table()),
    # What must be refused.
    "refused-null": of(value=pa.array([*VALUES[:7], None, *VALUES[8:]], pa.float64())),
    "refused-null-series": of(series=pa.array([*SERIES[:9], None])),
    "refused-null-place": of(series=pa.array([*SERIES[:9], None]).dictionary_encode()),
    "refused-lz4": stream(pa.table(columns()), compression="lz4"),
    "refused-bomb": bomb(),
    "refused-column": stream(pa.table({**columns(), "epoch": pa.array(STEPS)})),
    "refused-int32": of(step=pa.array(range(ROWS), pa.int32())),
    "refused-half": of(value=pa.array([0.5] * ROWS, pa.float16())),
    "refused-nanoseconds": of(time=pa.array([t * 1_000_000 + (i == 4) for i, t in enumerate(TIMES)], pa.timestamp("ns"))),
    "refused-missing": stream(pa.table(columns()).drop(["step"])),
    "refused-name": of(series=pa.array([*SERIES[:9], "x" * 251])),
    "refused-empty-name": of(series=pa.array([*SERIES[:9], ""])),
    "refused-nul": of(series=pa.array([*SERIES[:9], "a\0b"])),
}

if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "src/test/resources/golden/arrow")
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in STREAMS.items():
        (folder / f"{name}.arrow").write_bytes(content)
