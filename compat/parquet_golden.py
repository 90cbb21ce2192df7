"""Writes Parquet files that the tests in src/test/resources/golden/parquet read, each beside the JSON of its rows, with
the writers that people have: python compat/parquet_golden.py [FOLDER]."""

import base64
import datetime as dt
import decimal
import json
import math
import pathlib
import struct
import sys
import uuid

import duckdb
import polars
import pyarrow as pa
import pyarrow.parquet as pq

FOLDER = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "src/test/resources/golden/parquet")
ROWS = 120
EXACT_MAX = 2**53 - 1


def integer(value):
    return value if abs(value) <= EXACT_MAX else str(value)


def double(value):
    return "NaN" if math.isnan(value) else ("-" * (value < 0) + "Infinity") if math.isinf(value) else value


def plain(value):
    """What a value is in JSON."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return integer(value)
    if isinstance(value, float):
        return double(value)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, (decimal.Decimal, uuid.UUID)):
        return str(value)
    raise TypeError(value)


def keep(name, rows):
    text = ",\n".join(json.dumps(row, ensure_ascii=False, allow_nan=False, separators=(",", ":")) for row in rows)
    (FOLDER / f"{name}.json").write_text(f"[\n{text}\n]\n")


def write(name, columns, rows=None, **options):
    """Columns are pairs: an Arrow array, and what its values are in JSON, which is kept under the name `rows`."""
    table = pa.table({column: array for column, (array, _) in columns.items()})
    pq.write_table(table, FOLDER / f"{name}.parquet", **options)
    keep(rows or name, [dict(zip(columns, row)) for row in zip(*(texts for _, texts in columns.values()))])


def column(type_, values):
    return pa.array(values, type_), [plain(value) for value in values]


def some(values):
    """Of the values some, with nulls between, in no regular way."""
    return [None if i % 7 in (2, 3) or 60 <= i < 90 else values[i % len(values)] for i in range(ROWS)]


def integers(bits, signed):
    low, high = (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if signed else (0, 2**bits - 1)
    return [low, high, 0, 1, high // 3]


def single(value):
    return struct.unpack("<f", struct.pack("<f", value))[0]


def half(value):
    return struct.unpack("<e", struct.pack("<e", value))[0]


ODD = [math.nan, math.inf, -math.inf, -0.0]


def numbers():
    columns = {"flag": column(pa.bool_(), some([True, False, False]))}
    for bits in (8, 16, 32, 64):
        columns[f"i{bits}"] = column(getattr(pa, f"int{bits}")(), some(integers(bits, True)))
        columns[f"u{bits}"] = column(getattr(pa, f"uint{bits}")(), some(integers(bits, False)))
    columns["f16"] = column(pa.float16(), some([half(v) for v in [0.1, 65504.0, 6e-8, *ODD]]))
    columns["f32"] = column(pa.float32(), some([single(v) for v in [0.1, 3.4e38, 1e-45, *ODD]]))
    columns["f64"] = column(pa.float64(), some([0.1, 1.7e308, 5e-324, *ODD]))
    columns["required"] = column(pa.int64(), list(range(ROWS)))
    return columns


def texts():
    words = ["", "a", "é😀", "naïve " * 20, 'quote " \\ \n', "prefix-1", "prefix-12", "prefix-2"]
    return {
        "text": column(pa.string(), some(words)),
        "large": column(pa.large_string(), some(words)),
        "binary": column(pa.binary(), some([b"", b"\x00\xff", bytes(range(256))])),
        "fixed": column(pa.binary(5), some([b"12345", b"\x00\x00\xff\x80a"])),
        "category": (pa.array(some(words)).dictionary_encode(), some(words)),
    }


def decimals():
    columns = {}
    for precision, scale in ((5, 2), (9, 0), (18, 9), (38, 10), (76, 38)):
        digits = ["1" * precision, "-" + "9" * precision, "0", "-1"]
        values = [decimal.Decimal(int(text)).scaleb(-scale, decimal.Context(prec=80)) for text in digits]
        type_ = pa.decimal128(precision, scale) if precision <= 38 else pa.decimal256(precision, scale)
        columns[f"d{precision}"] = pa.array(some(values), type_), some([f"{value:f}" for value in values])
    return columns


def moment(ns, digits, zone):
    seconds, part = divmod(ns, 10**9)
    day = dt.datetime(1970, 1, 1) + dt.timedelta(seconds=seconds)
    return day.isoformat() + "." + f"{part:09}"[:digits] + zone


def times():
    moments = [0, -1, 1_764_000_000_123_456_789, -2_208_988_800_000_000_001, 4_102_444_799_999_999_999]
    columns = {}
    for unit, digits in (("ms", 3), ("us", 6), ("ns", 9)):
        for zone, mark in ((None, ""), ("UTC", "Z"), ("Europe/Berlin", "Z")):
            counts = some([ns // 10 ** (9 - digits) for ns in moments])
            shown = [v if v is None else moment(v * 10 ** (9 - digits), digits, mark) for v in counts]
            columns[f"timestamp {unit} {zone}"] = pa.array(counts, pa.timestamp(unit, zone)), shown
    days = [dt.date(1970, 1, 1), dt.date(1, 1, 1), dt.date(9999, 12, 31), dt.date(2024, 2, 29)]
    columns["date"] = pa.array(some(days)), some([day.isoformat() for day in days])
    clocks = [0, 86_399_999_999_999, 45_296_000_000_000]
    for type_, digits in ((pa.time32("ms"), 3), (pa.time64("us"), 6), (pa.time64("ns"), 9)):
        counts = some([ns // 10 ** (9 - digits) for ns in clocks])
        shown = [v if v is None else moment(v * 10 ** (9 - digits), digits, "")[11:] for v in counts]
        columns[f"time {digits}"] = pa.array(counts, type_), shown
    return columns


def others():
    ids = [uuid.UUID(int=i * 0x0123456789ABCDEF0123456789) for i in range(1, 5)]
    return {
        "uuid": (pa.array(some([v.bytes for v in ids]), pa.uuid()), some([str(v) for v in ids])),
        "null": (pa.nulls(ROWS), [None] * ROWS),
        "json": (pa.array(some(['{"a": 1}', "[]"]), pa.json_()), some(['{"a": 1}', "[]"])),
    }


def nested():
    point = pa.struct([("x", pa.int64()), ("y", pa.struct([("z", pa.list_(pa.string()))]))])
    points = [{"x": 1, "y": {"z": ["a", None, "b"]}}, {"x": None, "y": None}, {"x": 2**60, "y": {"z": []}}]
    points.append({"x": 3, "y": {"z": None}})
    maps = [[("a", 1), ("é", None)], [], [("b", 2**60)]]
    by_number = [[(1, [1.5, None]), (2**60, [])], []]
    columns = {
        "list": column(pa.list_(pa.int32()), some([[1, None, 2], [], [3] * 50, [None]])),
        "lists": column(pa.list_(pa.list_(pa.float64())), some([[[1.0, math.nan], [], None], [], [[2.5]] * 9])),
        "struct": column(point, some(points)),
        "structs": column(pa.list_(point), some([points, [], points[:1] * 5, [None, *points]])),
        "fixed list": column(pa.list_(pa.int16(), 3), some([[1, 2, 3], [None, 5, 6]])),
    }
    columns["map"] = (
        pa.array(some(maps), pa.map_(pa.string(), pa.int64())),
        [v if v is None else plain(dict(v)) for v in some(maps)],
    )
    columns["map by number"] = (
        pa.array(some(by_number), pa.map_(pa.int64(), pa.list_(pa.float64()))),
        [v if v is None else {str(key): plain(item) for key, item in v} for v in some(by_number)],
    )
    return columns


def every():
    return {**numbers(), **texts(), **decimals(), **times(), **others(), **nested()}


def int96():
    counts = some([0, -1, 1_764_000_000_123_456_789, 4_102_444_799_999_999_999])
    shown = [v if v is None else moment(v, 9, "") for v in counts]
    return {"at": (pa.array(counts, pa.timestamp("ns")), shown)}


def encoded(encodings):
    """Required and optional columns of each type that goes with the encoding."""
    columns = {}
    for name, (encoding, (type_, values)) in encodings.items():
        columns[name] = column(type_, some(values))
        columns[name + " required"] = column(type_, [values[i % len(values)] for i in range(ROWS)])
    return columns


def write_encodings():
    i32, i64 = (pa.int32(), [-(2**31), 2**31 - 1, 5, 6, 7]), (pa.int64(), [-(2**63), 2**63 - 1, 5, 6])
    f32, f64 = (pa.float32(), [single(0.1), *ODD]), (pa.float64(), [0.1, *ODD])
    text = (pa.string(), ["prefix", "prefix-1", "prefix-12", "other", ""])
    fixed = (pa.binary(4), [b"1234", b"12\x00\xff"])
    half_ = (pa.float16(), [half(0.1), *ODD])
    kinds = {
        "delta": {"i32": ("DELTA_BINARY_PACKED", i32), "i64": ("DELTA_BINARY_PACKED", i64)},
        "delta-length": {"text": ("DELTA_LENGTH_BYTE_ARRAY", text)},
        "delta-text": {"text": ("DELTA_BYTE_ARRAY", text), "fixed": ("DELTA_BYTE_ARRAY", fixed)},
        "split": {
            name: ("BYTE_STREAM_SPLIT", kind)
            for name, kind in dict(i32=i32, i64=i64, f32=f32, f64=f64, fixed=fixed, half=half_).items()
        },
        "runs": {"flag": ("RLE", (pa.bool_(), [True, True, False]))},
    }
    for name, encodings in kinds.items():
        columns = encoded(encodings)
        chosen = {column: encodings[column.removesuffix(" required")][0] for column in columns}
        for version in ("1.0", "2.0"):
            write(
                f"{name}-v{version[0]}",
                columns,
                name,
                use_dictionary=False,
                column_encoding=chosen,
                data_page_version=version,
                data_page_size=200,
                write_batch_size=16,
            )


def write_by_others():
    rows = [{"n": i, "text": f"é{i % 5}", "list": list(range(i % 4)), "half": i / 2} for i in range(ROWS)]
    frame = polars.DataFrame(rows)
    frame.write_parquet(FOLDER / "polars.parquet", compression="lz4", row_group_size=50)
    keep("polars", rows)
    duckdb.sql(f"copy (select * from frame) to '{FOLDER}/duckdb.parquet' (format parquet, codec zstd)")
    keep("polars", rows)
    typed = """copy (select i::hugeint as huge, (i * interval 1 day) as gap, ('2026-01-01'::date + i::int) as day,
        {'a': i, 'b': [i::varchar]} as nested, map([i::varchar], [i]) as pairs, i::utinyint as small
        from range(3) t(i)) to '%s' (format parquet, codec snappy)"""
    duckdb.sql(typed % (FOLDER / "duckdb-types.parquet"))
    keep(
        "duckdb-types",
        [
            {
                "huge": float(i),
                "gap": f"P0M{i}DT0.000S",
                "day": f"2026-01-0{i + 1}",
                "nested": {"a": i, "b": [str(i)]},
                "pairs": {str(i): i},
                "small": i,
            }
            for i in range(3)
        ],
    )


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    write("every", every(), row_group_size=50, compression="zstd")
    write("every-v2", every(), "every", data_page_version="2.0", data_page_size=300, write_batch_size=20, compression="snappy")
    write("plain", {**numbers(), **texts(), **nested()}, use_dictionary=False, data_page_size=300, write_batch_size=20)
    write("int96", int96(), use_deprecated_int96_timestamps=True)
    write("no-rows", {"a": column(pa.int64(), []), "b": column(pa.list_(pa.string()), [])})
    small = {"n": column(pa.int64(), [1, None, 3]), "s": column(pa.list_(pa.string()), [["a", "b"], [], None])}
    write("small", small, compression="none", write_page_checksum=True)
    for codec in ("none", "snappy", "gzip", "zstd", "lz4", "brotli"):
        name = f"refused-{codec}" if codec == "brotli" else f"codec-{codec}"
        for version in ("1.0", "2.0"):
            write(f"{name}-v{version[0]}", texts(), "codec", compression=codec, data_page_version=version, use_dictionary=False)
    bomb = pa.table({"bomb": pa.array(["x" * 70_000_000])})
    pq.write_table(bomb, FOLDER / "refused-bomb.parquet", compression="zstd", use_dictionary=False, write_statistics=False)
    write_encodings()
    write_by_others()


if __name__ == "__main__":
    main()
