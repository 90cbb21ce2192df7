"""The reader that was written from docs/format alone finds in the golden files what stands beside them."""

import importlib.util
import json
import pathlib

import pytest

ROOT = pathlib.Path(__file__).parents[2]
GOLDEN = ROOT / "src/test/resources/golden/format"

spec = importlib.util.spec_from_file_location("assay_formats", ROOT / "compat/assay_formats.py")
formats = importlib.util.module_from_spec(spec)
spec.loader.exec_module(formats)


def golden(name):
    return (GOLDEN / f"{name}.bin").read_bytes(), json.loads((GOLDEN / f"{name}.json").read_text())


def value(bits):
    return f"{bits:016x}"


@pytest.mark.parametrize("read, name", [(formats.frames, "frame-1"), (formats.pack, "pack-1")])
def test_reads_every_point_to_the_bit(read, name):
    content, points = golden(name)
    assert [[*point[:3], value(point[3])] for point in read(content)] == points


def test_reads_every_aggregate_to_the_bit():
    content, series = golden("aggregates-1")
    extreme = lambda known: known and [known[0], value(known[1])]
    read = [[*row[:5], value(row[5]), extreme(row[6]), extreme(row[7])] for row in formats.aggregates(content)]
    assert read == series


@pytest.mark.parametrize("read, name", [(formats.frames, "frame-1"), (formats.pack, "pack-1"), (formats.aggregates, "aggregates-1")])
def test_notices_a_byte_that_is_another(read, name):
    content, _ = golden(name)
    for at in range(0, len(content), len(content) // 7):
        with pytest.raises(ValueError):
            list(read(content[:at] + bytes([content[at] ^ 4]) + content[at + 1 :]))


def test_stays_short():
    assert len((ROOT / "compat/assay_formats.py").read_text().splitlines()) <= 150
