"""What Foundry's Models API says of the points and the tables of an experiment, read by Palantir's clients."""

import asyncio
import io
import math
import urllib.parse
import uuid

import duckdb
import pandas
import polars
import pyarrow as pa
import pyarrow.parquet
import pytest
from foundry_sdk import Config, UserTokenAuth
from foundry_sdk.v2 import AsyncFoundryClient, FoundryClient
from foundry_sdk.v2.models import errors

NAME = "train/loss é+%2F"
POINTS = 1_500
TIME_MS = 1_760_000_000_000
VALUES = [math.nan if i == 3 else math.inf if i == 4 else -0.0 if i == 5 else math.sin(i) for i in range(POINTS)]


def options(server):
    host = urllib.parse.urlsplit(server.url).netloc
    return {"auth": UserTokenAuth(server.token), "hostname": host, "config": Config(scheme="http")}


@pytest.fixture(scope="module")
def foundry(server):
    return FoundryClient(**options(server))


@pytest.fixture(scope="module")
def rids(server):
    model = server.post("/api/assay/v1/models", {"name": f"foundry {uuid.uuid4()}"})["rid"]
    experiment = server.post(f"/api/assay/v1/models/{model}/experiments", {"name": "run"})["rid"]
    columns = {
        "steps": list(range(POINTS)),
        "times": [TIME_MS + i for i in range(POINTS)],
        "values": [v if math.isfinite(v) else "NaN" if math.isnan(v) else "Infinity" for v in VALUES],
    }
    server.post(f"/api/assay/v1/experiments/{experiment}/log", {"series": {NAME: columns}})
    return model, experiment


def same(left, right):
    return len(left) == len(right) and all(repr(a) == repr(b) for a, b in zip(left, right))


def test_a_series_comes_page_by_page(foundry, rids):
    series = foundry.models.Model.Experiment.Series
    assert len(series.json(*rids, NAME, preview=True).series) == 200
    values, page = [], None
    while page is None or page.series:
        page = series.json(*rids, NAME, offset=len(values), page_size=1000, preview=True)
        values += page.series
    assert page.type == "doubleV1"
    assert [(v.step, v.timestamp) for v in values] == [(i, TIME_MS + i) for i in range(POINTS)]
    assert same([v.value for v in values], VALUES)


def test_a_series_comes_as_parquet(foundry, rids, tmp_path):
    table = foundry.models.Model.Experiment.Series.parquet(*rids, NAME, preview=True)
    path = tmp_path / "series.parquet"
    path.write_bytes(table)
    arrow = pyarrow.parquet.read_table(path, page_checksum_verification=True)
    assert arrow.schema == pa.schema(
        [
            pa.field("step", pa.int64(), nullable=False),
            pa.field("timestamp", pa.timestamp("ms", "UTC"), nullable=False),
            pa.field("value", pa.float64(), nullable=False),
        ]
    )
    steps, times = list(range(POINTS)), [TIME_MS + i for i in range(POINTS)]
    for read in (arrow, table.to_pyarrow(), polars.read_parquet(path).to_arrow(), duckdb_table(path)):
        assert read["step"].to_pylist() == steps
        assert read["timestamp"].cast(pa.timestamp("ms", "UTC")).cast(pa.int64()).to_pylist() == times
        assert same(read["value"].to_pylist(), VALUES)
    frame = pandas.read_parquet(path)
    assert frame["step"].tolist() == steps
    assert frame["timestamp"].astype("int64").tolist() == times
    assert same(frame["value"].tolist(), VALUES)


def duckdb_table(path):
    return duckdb.sql(f"from '{path}'").to_arrow_table()


def test_what_is_not_there_is_the_clients_own_error(foundry, rids):
    experiment = foundry.models.Model.Experiment
    none = "ri.models.main.experiment.none"
    for read in (experiment.Series.json, experiment.Series.parquet):
        with pytest.raises(errors.ExperimentSeriesNotFound) as failure:
            read(*rids, "no/ne", preview=True)
        assert failure.value.parameters["seriesName"] == "no/ne"
        with pytest.raises(errors.ModelExperimentNotFound):
            read(rids[0], none, NAME, preview=True)


def test_the_asynchronous_client_reads_the_same(server, rids):
    async def read():
        series = AsyncFoundryClient(preview=True, **options(server)).models.Model.Experiment.Series
        page = await series.json(*rids, NAME, offset=1, page_size=2, preview=True)
        table = await series.parquet(*rids, NAME, preview=True)
        with pytest.raises(errors.ExperimentSeriesNotFound):
            await series.json(*rids, "none", preview=True)
        return page, table

    page, table = asyncio.run(read())
    assert [v.step for v in page.series] == [1, 2]
    assert pyarrow.parquet.read_table(io.BytesIO(table)).num_rows == POINTS
