"""Both searches, asked by the unmodified clients: Palantir's for Foundry's, MLflow's own code as the reference for MLflow's."""

import math
import random
import urllib.parse
import uuid

import pytest
from foundry_sdk import Config, UserTokenAuth
from foundry_sdk.v2 import FoundryClient
from foundry_sdk.v2.models import errors, models
from mlflow import MlflowClient
from mlflow.entities import ViewType
from mlflow.exceptions import RestException
from mlflow.utils.search_utils import SearchExperimentsUtils, SearchUtils

FINISHED = ["FINISHED", "FAILED", "KILLED", "RUNNING"]


@pytest.fixture(scope="module")
def foundry(server):
    host = urllib.parse.urlsplit(server.url).netloc
    return FoundryClient(auth=UserTokenAuth(server.token), hostname=host, config=Config(scheme="http"))


@pytest.fixture(scope="module")
def model(server):
    """A model of three experiments, by name; their days of creation are 1, 2 and 3."""
    rid = server.post("/api/assay/v1/models", {"name": f"search {uuid.uuid4()}"})["rid"]
    made = {}
    for day, name in enumerate(["one", "two", "three"], 1):
        made[name] = server.post(
            f"/api/assay/v1/models/{rid}/experiments",
            {
                "name": name,
                "createdTime": f"2026-01-0{day}T00:00:00.000Z",
                "tags": [f"tag-{name}"],
                "parameters": [
                    {"name": "optimizer", "value": {"type": "string", "value": f"adam-{name}"}},
                    {"name": "layers", "value": {"type": "integer", "value": day}},
                    {"name": "at", "value": {"type": "datetime", "value": f"2026-01-0{day}T00:00:00Z"}},
                ],
            },
        )["rid"]
        series = {"loss": {"steps": list(range(day)), "values": [float(day)] * day}}
        server.post(f"/api/assay/v1/experiments/{made[name]}/log", {"series": series})
    return rid, made


FILTERS = [
    (models.SearchExperimentsEqualsFilter(field="EXPERIMENT_NAME", value="two"), ["two"]),
    (models.SearchExperimentsEqualsFilter(field="STATUS", value="RUNNING"), ["three", "two", "one"]),
    (models.SearchExperimentsEqualsFilter(field="TAG", value="tag-one"), ["one"]),
    (models.SearchExperimentsContainsFilter(field="EXPERIMENT_NAME", value="t"), ["three", "two"]),
    (models.SearchExperimentsStartsWithFilter(field="SERIES_NAME", value="lo"), ["three", "two", "one"]),
    (
        models.SearchExperimentsParameterFilter(parameterName="layers", operator="GT", value=1.5),
        ["three", "two"],
    ),
    (
        models.SearchExperimentsParameterFilter(parameterName="at", operator="LT", value="2026-01-02T00:00:00Z"),
        ["one"],
    ),
    (
        models.SearchExperimentsParameterFilter(parameterName="optimizer", operator="CONTAINS", value="-t"),
        ["three", "two"],
    ),
    (
        models.SearchExperimentsSeriesFilter(seriesName="loss", field="LENGTH", operator="EQ", value=2),
        ["two"],
    ),
    (
        models.SearchExperimentsSummaryMetricFilter(seriesName="loss", aggregation="LAST", operator="GT", value=2),
        ["three"],
    ),
    (
        models.SearchExperimentsAndFilter(
            filters=[
                models.SearchExperimentsNotFilter(
                    value=models.SearchExperimentsEqualsFilter(field="TAG", value="tag-one")
                ),
                models.SearchExperimentsOrFilter(
                    filters=[
                        models.SearchExperimentsEqualsFilter(field="EXPERIMENT_NAME", value="one"),
                        models.SearchExperimentsEqualsFilter(field="EXPERIMENT_NAME", value="two"),
                    ]
                ),
            ]
        ),
        ["two"],
    ),
]


@pytest.mark.parametrize(("where", "names"), FILTERS, ids=lambda value: getattr(value, "type", None))
def test_foundrys_client_finds(foundry, model, where, names) -> None:
    rid, made = model
    found = foundry.models.Model.Experiment.search(rid, where=where, preview=True)
    assert [experiment.rid for experiment in found.data] == [made[name] for name in names]
    assert found.next_page_token is None


def test_foundrys_client_pages_in_an_order(foundry, model) -> None:
    rid, made = model
    order = models.SearchExperimentsOrderBy(field="EXPERIMENT_NAME", direction="ASC")
    seen, token = [], None
    while True:
        page = foundry.models.Model.Experiment.search(
            rid, order_by=order, page_size=2, page_token=token, preview=True
        )
        seen += [experiment.rid for experiment in page.data]
        token = page.next_page_token
        if token is None:
            break
    assert seen == [made["one"], made["three"], made["two"]]


def test_foundrys_client_gets_its_own_error(foundry, model) -> None:
    where = models.SearchExperimentsParameterFilter(parameterName="layers", operator="EQ", value="many")
    with pytest.raises(errors.InvalidExperimentSearchFilter) as refused:
        foundry.models.Model.Experiment.search(model[0], where=where, preview=True)
    assert "CONTAINS" in refused.value.parameters["reason"]


# ---- MLflow: what its own code says of the runs that it was given


@pytest.fixture(scope="module")
def mlflow(server):
    patch = pytest.MonkeyPatch()
    patch.setenv("MLFLOW_TRACKING_TOKEN", server.token)
    yield MlflowClient(tracking_uri=server.url)
    patch.undo()


@pytest.fixture(scope="module")
def runs(mlflow):
    """An experiment of runs that have some of few params, tags and metrics."""
    chance = random.Random(7)
    experiment = mlflow.create_experiment(f"search {uuid.uuid4()}")
    values = [0.0, -0.0, 0.5, 1.0, 1.0, 7.5, -3.0, float("nan")]
    for i in range(40):
        run = mlflow.create_run(experiment, start_time=1000 + i // 3, run_name=f"run-{i % 7}")
        for name in ("m1", "m2", "train/loss"):
            for step in range(chance.randrange(3)):
                mlflow.log_metric(run.info.run_id, name, chance.choice(values), timestamp=step, step=step)
        for name in ("p1", "a b", "p.q"):
            if chance.random() < 0.7:
                mlflow.log_param(run.info.run_id, name, chance.choice(["x", "X", "10", "9", "0.50", "%", "a_b"]))
        for name in ("t1", "team"):
            if chance.random() < 0.7:
                mlflow.set_tag(run.info.run_id, name, chance.choice(["gold", "Gold", "silver", ""]))
        mlflow.set_terminated(run.info.run_id, chance.choice(FINISHED), end_time=2000 + i % 5)
    return experiment, mlflow.search_runs([experiment], max_results=1000)


RUN_FILTERS = [
    "metrics.m1 > 0.5",
    "metrics.m1 >= 0 and metrics.m2 <= 1",
    "metrics.m1 = 1",
    "metrics.m1 != 1",
    "metrics.`train/loss` < 7.5",
    "metrics.m1 > -1e1",
    "params.p1 = 'x'",
    "params.p1 != 'x'",
    "params.`a b` = '10' and params.p.q = \"9\"",
    "params.p1 LIKE 'a%' and params.p1 LIKE '%b'",
    "params.p1 ILIKE 'x'",
    "params.p1 IS NULL",
    "params.p1 IS NOT NULL and tags.t1 IS NULL",
    "tags.t1 = 'gold'",
    "tags.t1 = ''",
    "tags.t1 ILIKE 'GOLD' and tag.team != 'silver'",
    "tags.`mlflow.runName` = 'run-3'",
    "attributes.run_name LIKE 'run-%' and status = 'FINISHED'",
    "attributes.status != 'KILLED'",
    "start_time > 1005 and attributes.end_time <= 2002",
    "created >= 1010",
    "run_name ILIKE 'RUN-1'",
]

ORDERS = [
    [],
    ["metrics.m1"],
    ["metrics.m1 DESC"],
    ["metrics.m2 DESC", "params.p1"],
    ["params.p1 DESC", "metrics.m1 ASC"],
    ["params.`a b`"],
    ["tags.t1", "start_time ASC"],
    ["attributes.end_time DESC", "run_id"],
    ["tags.`mlflow.runName` DESC"],
    ["status"],
]


@pytest.mark.parametrize("filter_string", RUN_FILTERS)
def test_finds_the_runs_that_mlflows_own_code_finds(mlflow, runs, filter_string) -> None:
    experiment, every = runs
    expected = SearchUtils.filter(every, filter_string)
    # Its SQL lets NaN differ from everything, as its Python does; both are held to here.
    assert ids(mlflow.search_runs([experiment], filter_string)) == ids(SearchUtils.sort(expected, []))
    assert len(expected) < len(every)


@pytest.mark.parametrize("order_by", ORDERS, ids=str)
def test_orders_the_runs_as_mlflows_own_code_does(mlflow, runs, order_by) -> None:
    experiment, every = runs
    assert ids(mlflow.search_runs([experiment], order_by=order_by)) == ids(sorted_runs(every, order_by))


def sorted_runs(every, order_by):
    """MLflow's SQL puts NaN before what is missing; its Python loses that order only among NaNs, so it serves."""
    ordered = SearchUtils.sort(every, order_by)
    if len(order_by) != 1 or not order_by[0].startswith("metrics."):
        return ordered
    name = order_by[0].split()[0].removeprefix("metrics.")
    value = {run.info.run_id: run.data.metrics.get(name) for run in ordered}
    rank = lambda run: 2 if value[run.info.run_id] is None else int(math.isnan(value[run.info.run_id]))
    natural = SearchUtils.sort(every, [])
    return [run for run in ordered if rank(run) == 0] + [
        run for wanted in (1, 2) for run in natural if rank(run) == wanted
    ]


def test_follows_pages_to_the_same_runs(mlflow, runs) -> None:
    experiment, every = runs
    seen, token = [], None
    while True:
        page = mlflow.search_runs([experiment], "metrics.m1 >= 0", max_results=3, order_by=["metrics.m1"], page_token=token)
        seen += page
        token = page.token
        if not token:
            break
    assert ids(seen) == ids(mlflow.search_runs([experiment], "metrics.m1 >= 0", order_by=["metrics.m1"]))


@pytest.mark.parametrize(
    "filter_string",
    ["metrics.m1 > '1'", "params.p1 = x", "m1 > 1", "metrics.m1 >", "attributes.color = 'red'", "tags.t > 'a'"],
)
def test_refuses_with_mlflows_code(mlflow, runs, filter_string) -> None:
    with pytest.raises(RestException) as refused:
        mlflow.search_runs([runs[0]], filter_string)
    assert refused.value.error_code == "INVALID_PARAMETER_VALUE"


def test_finds_and_orders_experiments_as_mlflows_own_code_does(mlflow) -> None:
    mark = uuid.uuid4().hex
    for name in ("b", "A", "a"):
        experiment = mlflow.create_experiment(f"{mark}/{name}")
        mlflow.set_experiment_tag(experiment, "team", name)
    every = [mlflow.get_experiment_by_name(f"{mark}/{name}") for name in ("b", "A", "a")]
    for experiment in every:  # its SQL orders ids as numbers, its Python as texts
        experiment._experiment_id = experiment.experiment_id.zfill(20)
    for filter_string in ("tags.team = 'a'", "tags.team ILIKE 'a'", "tags.team != 'a'", "tags.none IS NULL"):
        both = f"name LIKE '{mark}/%' AND {filter_string}"
        for order_by in ([], ["name"], ["name DESC"], ["experiment_id"], ["creation_time", "name"]):
            found = mlflow.search_experiments(ViewType.ACTIVE_ONLY, filter_string=both, order_by=order_by)
            expected = SearchExperimentsUtils.filter(every, both)
            expected = SearchExperimentsUtils.sort(expected, order_by or ["creation_time DESC"])
            numbers = [[int(e.experiment_id) for e in experiments] for experiments in (found, expected)]
            assert numbers[0] == numbers[1], (both, order_by)


def ids(runs):
    return [run.info.run_id for run in runs]
