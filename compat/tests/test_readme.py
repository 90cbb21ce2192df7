"""The program of the README, run as it stands there: what it logs with MLflow's client is what Palantir's SDK reads."""

import math
import pathlib
import re
import struct

import mlflow
import pytest

README = pathlib.Path(__file__).parents[2] / "README.md"


def program():
    return re.search(r"```python\n(.*?)```", README.read_text(), re.S).group(1)


def bits(value):
    return struct.pack(">d", value)


class Logged:
    """What the program handed to MLflow's client, taken down on the way."""

    def __init__(self, monkeypatch):
        self.parameters = {}
        self.values = []
        log_params, log_metric = mlflow.log_params, mlflow.log_metric

        def take_params(parameters):
            self.parameters.update(parameters)
            return log_params(parameters)

        def take_metric(key, value, step):
            self.values.append((step, value))
            return log_metric(key, value, step=step)

        monkeypatch.setattr(mlflow, "log_params", take_params)
        monkeypatch.setattr(mlflow, "log_metric", take_metric)


def run(monkeypatch, server, seed):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", server.url)
    monkeypatch.setenv("MLFLOW_TRACKING_TOKEN", server.token)
    monkeypatch.delenv("MLFLOW_RUN_ID", raising=False)
    mlflow.set_tracking_uri(server.url)
    logged = Logged(monkeypatch)
    names = {}
    source = program()
    assert '"seed": 7' in source
    exec(compile(source.replace('"seed": 7', f'"seed": {seed}'), str(README), "exec"), names)
    return logged, names


def read_again(names):
    rids = names["rids"]
    return names["foundry"].models.Model.Experiment.get(
        rids["assay.modelRid"], rids["assay.experimentRid"], preview=True
    )


def check(logged, experiment):
    """Every value equal to the bit."""
    kinds = {bool: "boolean", int: "integer", float: "double", str: "string"}
    read = {parameter.name: parameter.value for parameter in experiment.parameters}
    assert read.keys() == logged.parameters.keys()
    for name, value in logged.parameters.items():
        assert read[name].type == kinds[type(value)]
        assert type(read[name].value) is type(value)
        assert bits(read[name].value) == bits(value) if isinstance(value, float) else read[name].value == value
    (series,) = experiment.series
    values = [value for _, value in logged.values]
    assert (series.name, series.length) == ("accuracy", len(values))
    assert bits(series.value.min) == bits(min(values))
    assert bits(series.value.max) == bits(max(values))
    assert bits(series.value.last) == bits(values[-1])
    (summary,) = experiment.summary_metrics
    assert (summary.series_name, summary.aggregation, bits(summary.value)) == ("accuracy", "LAST", bits(values[-1]))


def history(names):
    client = mlflow.MlflowClient()
    return [(m.step, bits(m.value)) for m in client.get_metric_history(names["run"].info.run_id, "accuracy")]


@pytest.mark.parametrize("seed", [7, 11])
def test_reads_back_what_was_logged_to_the_bit(monkeypatch, server, seed):
    logged, names = run(monkeypatch, server, seed)
    assert len(logged.values) == 300
    assert {type(value) for value in logged.parameters.values()} == {bool, int, float, str}
    check(logged, names["experiment"])
    assert names["experiment"].status == "SUCCEEDED"
    assert history(names) == [(step, bits(value)) for step, value in logged.values]


def test_notices_one_value_that_was_altered(monkeypatch, server):
    logged, names = run(monkeypatch, server, 13)
    check(logged, read_again(names))
    rid = names["rids"]["assay.experimentRid"]
    last_step, last = logged.values[-1]
    server.post(
        f"/api/assay/v1/experiments/{rid}/log",
        {"parameters": [{"name": "alpha", "value": {"type": "double", "value": math.nextafter(1e-4, 1)}}]},
    )
    with pytest.raises(AssertionError):
        check(logged, read_again(names))
    server.post(
        f"/api/assay/v1/experiments/{rid}/log",
        {"parameters": [{"name": "alpha", "value": {"type": "double", "value": 1e-4}}]},
    )
    check(logged, read_again(names))
    server.post(
        f"/api/assay/v1/experiments/{rid}/log",
        {"series": {"accuracy": {"steps": [last_step], "times": [2**53], "values": [math.nextafter(last, 0)]}}},
    )
    with pytest.raises(AssertionError):
        check(logged, read_again(names))
