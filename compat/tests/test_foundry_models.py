"""Palantir's own client, sync and async: every method that it has of the Models API, one test a row.

The rows are held to the client by reflection: a method without a row fails, and so does a row without a method. What a row
writes goes over plain HTTP with values of its own, and is read back through the client, wherever the client can read it."""

import importlib
import inspect
import json
import os
import pathlib
import pkgutil
import random
import re
import string
import time
import typing
import urllib.error
import urllib.parse
import urllib.request
import uuid

import httpx
import pydantic
import pytest
from foundry_sdk import Config, ConfidentialClientAuth, UserTokenAuth
from foundry_sdk import _errors as sdk_errors
from foundry_sdk.v2 import AsyncFoundryClient, FoundryClient
from foundry_sdk.v2.models import errors, models
from foundry_sdk.v2.models import (
    experiment,
    experiment_artifact_table,
    experiment_series,
    live_deployment,
    model,
    model_function,
    model_studio,
    model_studio_config_version,
    model_studio_run,
    model_studio_trainer,
    model_version,
)

ROOT = pathlib.Path(__file__).resolve().parents[2]
SEED = int(os.environ.get("ASSAY_SEED", time.time_ns()))
CHANCE = random.Random(SEED)
FOLDER = "ri.compass.main.folder.compat"

# The rows of the endpoints that give a series or a table: where those are not served, False.
SERIES_AND_TABLES_SERVED = True

SERVED = {
    "Model": model.ModelClient,
    "Version": model_version.ModelVersionClient,
    "Experiment": experiment.ExperimentClient,
    "Series": experiment_series.ExperimentSeriesClient,
    "ArtifactTable": experiment_artifact_table.ExperimentArtifactTableClient,
}
UNSERVED = {
    "Function": model_function.ModelFunctionClient,
    "LiveDeployment": live_deployment.LiveDeploymentClient,
    "ModelStudio": model_studio.ModelStudioClient,
    "ConfigVersion": model_studio_config_version.ModelStudioConfigVersionClient,
    "Run": model_studio_run.ModelStudioRunClient,
    "ModelStudioTrainer": model_studio_trainer.ModelStudioTrainerClient,
}


def methods(clients):
    """`Model.get` and the like: what of a client is a call, and no client below it."""
    return {
        f"{name}.{method}"
        for name, client in clients.items()
        for method, value in vars(client).items()
        if not method.startswith("_") and inspect.isfunction(inspect.unwrap(value))
    }


# ---- the clients


def host(server):
    return urllib.parse.urlsplit(server.url).netloc


class Sync:
    """Calls of the synchronous client."""

    def __init__(self, server, auth=None, run=None):
        auth = auth or UserTokenAuth(server.token)
        self.client = FoundryClient(auth=auth, hostname=host(server), config=Config(scheme="http"))

    def __call__(self, pick, *args, **kwargs):
        return pick(self.client.models)(*args, preview=True, **kwargs)

    def every(self, pick, *args, **kwargs):
        return list(self(pick, *args, **kwargs))


class Async:
    """The same calls of the asynchronous one, awaited."""

    def __init__(self, server, auth=None, run=None):
        self.run = run
        auth = auth or UserTokenAuth(server.token)
        config = Config(scheme="http")
        self.client = AsyncFoundryClient(auth=auth, hostname=host(server), config=config, preview=True)

    def __call__(self, pick, *args, **kwargs):
        async def call():
            return await pick(self.client.models)(*args, preview=True, **kwargs)

        return self.run(call())

    def every(self, pick, *args, **kwargs):
        async def call():
            return [item async for item in pick(self.client.models)(*args, preview=True, **kwargs)]

        return self.run(call())


@pytest.fixture(params=[Sync, Async], ids=["sync", "async"])
def call(request, server, asynchronously):
    return request.param(server, run=asynchronously)


# ---- values that nobody could have written into the server


def word(length=12):
    return "".join(CHANCE.choice(string.ascii_lowercase) for _ in range(length)) + CHANCE.choice(["", " é😀", "/x", " \"'\\"])


def data_type(depth=3):
    plain = ["any", "boolean", "date", "double", "float", "integer", "long", "string", "timestamp"]
    kind = CHANCE.choice([*plain, "array", "map", "unsupported"] if depth else plain)
    if kind == "array":
        return {"type": kind, "itemType": data_type(depth - 1)}
    if kind == "map":
        return {"type": kind, "keyType": data_type(depth - 1), "valueType": data_type(depth - 1)}
    if kind == "unsupported":
        return {"type": kind, "unsupportedType": word(), "params": {word(): word()}}
    return {"type": kind}


def maybe(name, *values):
    return {name: CHANCE.choice(values)} if CHANCE.random() < 0.5 else {}


def port():
    kind = CHANCE.choice(["parameter", "tabular", "unsupported"])
    if kind == "parameter":
        return {"type": kind, "name": word(), "dataType": data_type(), **maybe("required", True, False)}
    if kind == "tabular":
        columns = [
            {"name": word(), "dataType": data_type(), **maybe("required", True, False)}
            for _ in range(CHANCE.randrange(4))
        ]
        return {
            "type": kind,
            "name": word(),
            "columns": columns,
            **maybe("required", True, False),
            **maybe("format", "PANDAS", "SPARK"),
        }
    return {"type": kind, "unsupportedType": word(), "params": {}}


def version_body():
    return {
        "modelFiles": {"type": "dill", "serializedModelFunction": word(200)},
        "backingRepositories": [f"ri.stemma.main.repository.{uuid.uuid4()}" for _ in range(CHANCE.randrange(3))],
        "condaRequirements": [f"{word(5).split()[0]}={CHANCE.randrange(9)}" for _ in range(CHANCE.randrange(4))],
        "modelApi": {
            "inputs": [port() for _ in range(CHANCE.randrange(4))],
            "outputs": [port() for _ in range(CHANCE.randrange(4))],
        },
    }


def as_read(value):
    """What the client read, as the JSON that it was read from."""
    return value.model_dump(mode="json", by_alias=True, exclude_none=True)


class Made:
    """What a row finds on the server, written over HTTP."""

    def __init__(self, server):
        self.server = server
        self.model = server.post("/api/assay/v1/models", {"name": f"compat {uuid.uuid4()}"})["rid"]

    def version(self, body=None, of=None):
        return self.server.post(f"/api/v2/models/{of or self.model}/versions?preview=true", body or version_body())

    def experiment(self, body):
        return self.server.post(f"/api/assay/v1/models/{self.model}/experiments", {"name": word(), **body})["rid"]

    def log(self, rid, body):
        self.server.post(f"/api/assay/v1/experiments/{rid}/log", body)

    def link(self, rid, version):
        path = f"/api/assay/v1/experiments/{rid}/linkedModelVersion"
        self.server.call("PUT", path, {"modelVersionRid": version})

    def table(self, rid, name, rows):
        text = "".join(json.dumps(row) + "\n" for row in rows)
        request = urllib.request.Request(
            f"{self.server.url}/api/assay/v1/experiments/{rid}/tables/{urllib.parse.quote(name, safe='')}",
            data=text.encode(),
            method="PUT",
            headers={"Authorization": f"Bearer {self.server.token}", "Content-Type": "application/x-ndjson"},
        )
        urllib.request.urlopen(request, timeout=60).read()


@pytest.fixture(autouse=True)
def seed():
    print(f"ASSAY_SEED={SEED} makes these values again")


@pytest.fixture
def made(server):
    return Made(server)


# ---- the rows


def model_create(call, made):
    name = word().replace("/", "-")
    rid = call(lambda m: m.Model.create, name=name, parent_folder_rid=FOLDER).rid
    assert made.server.call("GET", f"/api/assay/v1/models/{rid}")["name"] == name
    with pytest.raises(sdk_errors.ConflictError) as taken:
        call(lambda m: m.Model.create, name=name, parent_folder_rid=FOLDER)
    assert taken.value.name == "ResourceNameAlreadyExists"
    assert taken.value.parameters == {"parentFolderRid": FOLDER, "displayName": name}
    for wrong in ("", ".", "..", "a/b", "x" * 701):
        with pytest.raises(sdk_errors.BadRequestError) as invalid:
            call(lambda m: m.Model.create, name=wrong, parent_folder_rid=FOLDER)
        assert invalid.value.name == "InvalidDisplayName"


def model_get(call, made):
    assert call(lambda m: m.Model.get, made.model).rid == made.model
    with pytest.raises(errors.ModelNotFound) as unknown:
        call(lambda m: m.Model.get, "ri.models.main.model.nobody")
    assert unknown.value.parameters == {"modelRid": "ri.models.main.model.nobody"}


def model_promote_version(call, made):
    source = made.version()
    target = Made(made.server).model
    branch = word()
    promoted = as_read(
        call(lambda m: m.Model.promote_version, target, source_model_version_rid=source["rid"], branch=branch)
    )
    assert promoted["source"] == {
        "type": "promoted",
        "previousModelRid": made.model,
        "previousModelVersionRid": source["rid"],
    }
    for field in ("modelApi", "condaRequirements", "backingRepositories"):
        assert promoted[field] == source[field]
    assert promoted["rid"] != source["rid"]
    assert [as_read(v) for v in call.every(lambda m: m.Model.Version.list, target, branch=branch)] == [promoted]
    assert call.every(lambda m: m.Model.Version.list, target) == []
    with pytest.raises(errors.ModelVersionNotFound):
        call(lambda m: m.Model.promote_version, target, source_model_version_rid="ri.models.main.model-version.none")
    with pytest.raises(errors.ModelNotFound):
        call(
            lambda m: m.Model.promote_version,
            "ri.models.main.model.nobody",
            source_model_version_rid=source["rid"],
        )


def version_create(call, made):
    for _ in range(5):
        body = version_body()
        created = as_read(
            call(
                lambda m: m.Model.Version.create,
                made.model,
                backing_repositories=body["backingRepositories"],
                conda_requirements=body["condaRequirements"],
                model_api=models.ModelApi.model_validate(body["modelApi"]),
                model_files=models.DillModelFiles.model_validate(body["modelFiles"]),
            )
        )
        for field in ("modelApi", "condaRequirements", "backingRepositories"):
            assert created[field] == body[field]
        assert created["source"] == {"type": "sdk"}
        got = made.server.call("GET", f"/api/v2/models/{made.model}/versions/{created['rid']}?preview=true")
        assert got["modelApi"] == body["modelApi"]
    with pytest.raises(errors.ModelNotFound):
        call(
            lambda m: m.Model.Version.create,
            "ri.models.main.model.nobody",
            backing_repositories=[],
            conda_requirements=[],
            model_api=models.ModelApi(inputs=[], outputs=[]),
            model_files=models.DillModelFiles(serialized_model_function="x"),
        )
    with pytest.warns(UserWarning), pytest.raises(errors.InvalidModelApi) as invalid:
        call(
            lambda m: m.Model.Version.create,
            made.model,
            backing_repositories=[],
            conda_requirements=[],
            model_api=models.ModelApi.model_construct(inputs=[{"type": "frame"}], outputs=[]),
            model_files=models.DillModelFiles(serialized_model_function="x"),
        )
    assert invalid.value.parameters["errorType"] == "INVALID_SHAPE"


def version_get(call, made):
    body = version_body()
    version = made.version(body)
    run = made.experiment({})
    made.link(run, version["rid"])
    got = as_read(call(lambda m: m.Model.Version.get, made.model, version["rid"]))
    assert got["modelApi"] == body["modelApi"]
    assert got["linkedExperiment"] == run
    newer = made.version()
    made.link(run, newer["rid"])
    assert call(lambda m: m.Model.Experiment.get, made.model, run).linked_model_version == newer["rid"]
    with pytest.raises(errors.ModelVersionNotFound) as unknown:
        call(lambda m: m.Model.Version.get, Made(made.server).model, version["rid"])
    assert unknown.value.parameters["modelVersionRid"] == version["rid"]


def version_list(call, made):
    rids = [made.version()["rid"] for _ in range(5)]
    assert [v.rid for v in call.every(lambda m: m.Model.Version.list, made.model, page_size=2)] == rids[::-1]
    with pytest.raises(errors.ModelNotFound):
        call.every(lambda m: m.Model.Version.list, "ri.models.main.model.nobody")
    with pytest.raises(sdk_errors.BadRequestError) as size:
        call.every(lambda m: m.Model.Version.list, made.model, page_size=0)
    assert size.value.name == "InvalidPageSize"


def experiment_get(call, made):
    values = [CHANCE.uniform(-1e9, 1e9) for _ in range(CHANCE.randrange(1, 50))]
    series, whole, text = word(), CHANCE.randrange(-(2**63), 2**63), word(50)
    rid = made.experiment(
        {
            "branch": word(),
            "tags": [word()],
            "parameters": [
                {"name": "long", "value": {"type": "integer", "value": str(whole)}},
                {"name": "text", "value": {"type": "string", "value": text}},
            ],
        }
    )
    made.log(rid, {"series": {series: {"steps": list(range(len(values))), "values": values}}})
    made.table(rid, "rows", [{"n": n} for n in range(7)])
    got = call(lambda m: m.Model.Experiment.get, made.model, rid)
    assert {p.name: p.value.value for p in got.parameters} == {"long": whole, "text": text}
    assert [(s.name, s.length, s.value.min, s.value.max, s.value.last) for s in got.series] == [
        (series, len(values), min(values), max(values), values[-1])
    ]
    assert got.artifacts["rows"].details.row_count == 7
    with pytest.raises(errors.ExperimentNotFound):
        call(lambda m: m.Model.Experiment.get, made.model, "ri.models.main.experiment.none")
    with pytest.raises(errors.ModelExperimentNotFound):
        call(lambda m: m.Model.Experiment.get, "ri.models.main.model.nobody", rid)


def experiment_search(call, made):
    tags = [word() for _ in range(4)]
    rids = [made.experiment({"tags": [tag]}) for tag in tags]
    where = models.SearchExperimentsEqualsFilter(field="TAG", value=tags[2])
    assert [e.rid for e in call(lambda m: m.Model.Experiment.search, made.model, where=where).data] == [rids[2]]
    page = call(lambda m: m.Model.Experiment.search, made.model, page_size=3)
    rest = call(lambda m: m.Model.Experiment.search, made.model, page_size=3, page_token=page.next_page_token)
    assert [e.rid for e in page.data + rest.data] == rids[::-1]
    with pytest.raises(errors.InvalidExperimentSearchFilter):
        call(
            lambda m: m.Model.Experiment.search,
            made.model,
            where=models.SearchExperimentsEqualsFilter(field="STATUS", value="IDLE"),
        )


def logged(made):
    name = word()
    points = [(step, CHANCE.uniform(-1, 1)) for step in range(CHANCE.randrange(3, 300))]
    rid = made.experiment({})
    columns = {"steps": [s for s, _ in points], "times": [s * 10 for s, _ in points], "values": [v for _, v in points]}
    made.log(rid, {"series": {name: columns}})
    return rid, name, points


def series_json(call, made):
    rid, name, points = logged(made)
    pick = lambda m: m.Model.Experiment.Series.json
    got = call(pick, made.model, rid, name, offset=1, page_size=100)
    assert [(p.step, p.timestamp, p.value) for p in got.series] == [(s, s * 10, v) for s, v in points[1:101]]
    with pytest.raises(errors.ExperimentSeriesNotFound):
        call(pick, made.model, rid, "none")
    with pytest.raises(errors.ModelExperimentNotFound):
        call(pick, made.model, "ri.models.main.experiment.none", name)


def series_parquet(call, made):
    rid, name, points = logged(made)
    pick = lambda m: m.Model.Experiment.Series.parquet
    rows = parquet_rows(call(pick, made.model, rid, name))
    assert [(row["step"], row["value"]) for row in rows] == points
    with pytest.raises(errors.ExperimentSeriesNotFound):
        call(pick, made.model, rid, "none")
    with pytest.raises(errors.ModelExperimentNotFound):
        call(pick, made.model, "ri.models.main.experiment.none", name)


def tabled(made):
    name = word()
    rows = [{"n": n, "text": word(), "x": CHANCE.uniform(-1, 1)} for n in range(CHANCE.randrange(15, 60))]
    rid = made.experiment({})
    made.table(rid, name, rows)
    return rid, name, rows


def artifact_table_json(call, made):
    rid, name, rows = tabled(made)
    pick = lambda m: m.Model.Experiment.ArtifactTable.json
    assert json.loads(call(pick, made.model, rid, name)) == rows[:10]
    assert json.loads(call(pick, made.model, rid, name, offset=3, page_size=100)) == rows[3:]
    with pytest.raises(errors.ExperimentArtifactNotFound):
        call(pick, made.model, rid, "none")
    with pytest.raises(errors.ModelExperimentNotFound):
        call(pick, made.model, "ri.models.main.experiment.none", name)


def artifact_table_parquet(call, made):
    rid, name, rows = tabled(made)
    pick = lambda m: m.Model.Experiment.ArtifactTable.parquet
    assert parquet_rows(call(pick, made.model, rid, name)) == rows
    with pytest.raises(errors.ExperimentArtifactNotFound):
        call(pick, made.model, rid, "none")
    with pytest.raises(errors.ModelExperimentNotFound):
        call(pick, made.model, "ri.models.main.experiment.none", name)


def parquet_rows(content):
    pyarrow = pytest.importorskip("pyarrow")
    import pyarrow.parquet

    return pyarrow.parquet.read_table(pyarrow.BufferReader(content)).to_pylist()


ROWS = {
    "Model.create": model_create,
    "Model.get": model_get,
    "Model.promote_version": model_promote_version,
    "Version.create": version_create,
    "Version.get": version_get,
    "Version.list": version_list,
    "Experiment.get": experiment_get,
    "Experiment.search": experiment_search,
    "Series.json": series_json,
    "Series.parquet": series_parquet,
    "ArtifactTable.json": artifact_table_json,
    "ArtifactTable.parquet": artifact_table_parquet,
}

# What is not served, and what it is answered with.
UNSERVED_ROWS = {
    "Function.create": "CreateModelFunctionPermissionDenied",
    "Function.get": "ModelFunctionNotFound",
    "Function.replace": "ModelFunctionNotFound",
    "LiveDeployment.create": "CreateLiveDeploymentPermissionDenied",
    "LiveDeployment.disable": "LiveDeploymentNotFound",
    "LiveDeployment.get": "LiveDeploymentNotFound",
    "LiveDeployment.list": "ApiNotFound",
    "LiveDeployment.replace": "LiveDeploymentNotFound",
    "LiveDeployment.start": "LiveDeploymentNotFound",
    "LiveDeployment.transform_json": "LiveDeploymentNotFound",
    "ModelStudio.create": "CreateModelStudioPermissionDenied",
    "ModelStudio.get": "ModelStudioNotFound",
    "ModelStudio.launch": "ModelStudioNotFound",
    "ConfigVersion.create": "ModelStudioNotFound",
    "ConfigVersion.get": "ModelStudioNotFound",
    "ConfigVersion.latest": "ModelStudioNotFound",
    "ConfigVersion.list": "ModelStudioNotFound",
    "Run.list": "ModelStudioNotFound",
    "ModelStudioTrainer.get": "ModelStudioTrainerNotFound",
    "ModelStudioTrainer.list": "ApiNotFound",
}

SERIES_AND_TABLES = {name for name in ROWS if name.startswith(("Series.", "ArtifactTable."))}


def resource(client, name):
    """The part of a client that has the resource's calls."""
    path = {
        "Function": "Model.Function",
        "Version": "Model.Version",
        "Experiment": "Model.Experiment",
        "Series": "Model.Experiment.Series",
        "ArtifactTable": "Model.Experiment.ArtifactTable",
        "ConfigVersion": "ModelStudio.ConfigVersion",
        "Run": "ModelStudio.Run",
    }.get(name, name)
    for part in path.split("."):
        client = getattr(client, part)
    return client


def picked(row):
    name, method = row.split(".")
    return lambda client: getattr(resource(client, name), method)


def sample(kind):
    """A value that the client takes for a type, whatever it is."""
    if isinstance(kind, typing.ForwardRef):
        kind = eval(kind.__forward_arg__, vars(models))
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Annotated:
        if typing.get_origin(args[0]) is typing.Union:
            return sample(args[0])
    elif origin is typing.Union:
        return sample(args[0])
    if inspect.isclass(kind) and issubclass(kind, pydantic.BaseModel):
        fields = kind.model_fields.items()
        return kind(**{name: sample(field.annotation) for name, field in fields if field.is_required()})
    for value in ("ri.some.main.thing.x", 1, True, [], {}):
        try:
            return pydantic.TypeAdapter(kind).validate_python(value)
        except pydantic.ValidationError:
            continue
    raise AssertionError(f"no sample of {kind}")


def arguments(row):
    """What a method needs, and nothing that it does not."""
    name, method = row.split(".")
    function = inspect.unwrap(vars({**SERVED, **UNSERVED}[name])[method])
    hints = typing.get_type_hints(function, include_extras=True)
    needed = [p for p in inspect.signature(function).parameters.values() if p.default is p.empty and p.name != "self"]
    args = [sample(hints[p.name]) for p in needed if p.kind is not p.KEYWORD_ONLY]
    return args, {p.name: sample(hints[p.name]) for p in needed if p.kind is p.KEYWORD_ONLY}


def is_paged(row):
    name, method = row.split(".")
    function = inspect.unwrap(vars({**SERVED, **UNSERVED}[name])[method])
    return "ResourceIterator" in str(typing.get_type_hints(function)["return"])


def refusal(server, call, row):
    """The error that a call of what is not served ends with."""
    if row == "ConfigVersion.get":  # the client cannot put a number into a path
        preview = "" if call is None else "?preview=true"
        with pytest.raises(urllib.error.HTTPError) as refused:
            server.call("GET", f"/api/v2/models/modelStudios/ri.some.main.thing.x/configVersions/1{preview}")
        return json.load(refused.value)["errorName"], None
    args, kwargs = arguments(row)
    if call is None:
        attempt = picked(row)(Sync(server).client.models)
    else:
        ask = call.every if is_paged(row) else call
        attempt = lambda *args, **kwargs: ask(picked(row), *args, **kwargs)
    with pytest.raises(sdk_errors.PalantirRPCException) as refused:
        attempt(*args, **kwargs)
    return refused.value.name, refused.value


def test_every_client_is_known() -> None:
    package = importlib.import_module("foundry_sdk.v2.models")
    found = set()
    for module in pkgutil.iter_modules(package.__path__):
        for name, value in vars(importlib.import_module(f"{package.__name__}.{module.name}")).items():
            if name.endswith("Client") and not name.startswith(("_", "Async")) and name != "ModelsClient":
                found.add(value)
    assert found == {*SERVED.values(), *UNSERVED.values()}


def test_every_method_of_the_client_has_its_row() -> None:
    assert methods(SERVED) == set(ROWS)
    assert methods(UNSERVED) == set(UNSERVED_ROWS)


@pytest.mark.parametrize("row", ROWS)
def test_reads_back_what_was_written(call, made, row) -> None:
    if row in SERIES_AND_TABLES and not SERIES_AND_TABLES_SERVED:
        args, kwargs = arguments(row)
        with pytest.raises(sdk_errors.NotFoundError) as refused:
            call(picked(row), *args, **kwargs)
        assert refused.value.name == "ApiNotFound"
    else:
        ROWS[row](call, made)


@pytest.mark.parametrize("row", UNSERVED_ROWS)
def test_answers_foundrys_error_for_what_is_not_served(server, call, row) -> None:
    name, refused = refusal(server, call, row)
    assert name == UNSERVED_ROWS[row]
    typed = getattr(errors, name, None)
    assert refused is None or typed is None or isinstance(refused, typed)


@pytest.mark.parametrize("row", sorted(methods({**SERVED, **UNSERVED})))
def test_is_in_preview(server, row) -> None:
    if row in SERIES_AND_TABLES and not SERIES_AND_TABLES_SERVED:
        return
    assert refusal(server, None, row)[0] == "ApiFeaturePreviewUsageOnly"


def test_every_error_of_the_models_api_is_made_or_cannot_occur() -> None:
    golden = {
        found.group(1)
        for file in (ROOT / "src/test/resources/golden/foundry").glob("*.http")
        for found in re.finditer(r'"errorName": "(\w+)"', file.read_text())
    }
    page = (ROOT / "docs/reference/foundry.md").read_text()
    section = page.split("## Errors of Foundry's that cannot occur here", 1)[1].split("\n## ", 1)[0]
    cannot = set(re.findall(r"`(\w+)`", "".join(line for line in section.splitlines(True) if line.startswith("| `"))))
    known = set(errors.__all__)
    assert not golden & cannot
    missing = known - golden - cannot
    if not SERIES_AND_TABLES_SERVED:
        missing -= {"ExperimentSeriesNotFound", "ExperimentArtifactNotFound"}
    assert not missing
    assert cannot <= known


# ---- signing in as an application


@pytest.fixture
def application(server):
    made = server.post("/api/assay/v1/clients", {"name": f"compat {word()}", "role": "editor"})
    yield made
    server.call("DELETE", f"/api/assay/v1/clients/{made['clientId']}")


def auth_of(application, **more):
    return ConfidentialClientAuth(application["clientId"], application["clientSecret"], **more)


@pytest.mark.parametrize("caller", [Sync, Async], ids=["sync", "async"])
def test_an_application_signs_in_and_out(server, application, caller, asynchronously) -> None:
    auth = auth_of(application)
    call = caller(server, auth, asynchronously)
    rid = call(lambda m: m.Model.create, name=f"of {uuid.uuid4()}", parent_folder_rid=FOLDER).rid
    model_of = server.call("GET", f"/api/assay/v1/models/{rid}")
    assert model_of["createdBy"] == application["userId"]
    token = auth.get_token().access_token
    auth.sign_out()
    with pytest.raises(sdk_errors.UnauthorizedError):
        caller(server, UserTokenAuth(token), asynchronously)(lambda m: m.Model.get, rid)
    assert call(lambda m: m.Model.get, rid).rid == rid
    assert auth.get_token().access_token != token


def test_an_application_has_no_more_than_it_asked_for(server, application) -> None:
    call = Sync(server, auth_of(application, scopes=["api:models-read"]))
    with pytest.raises(sdk_errors.PermissionDeniedError) as refused:
        call(lambda m: m.Model.create, name=f"of {uuid.uuid4()}", parent_folder_rid=FOLDER)
    assert refused.value.name == "ApiUsageDenied"
    assert refused.value.parameters == {"missingScope": "api:models-write"}
    more = auth_of(application, scopes=["assay:admin"])
    assert Sync(server, more).client.models.Model  # which tells it where to sign in
    with pytest.raises(httpx.HTTPStatusError) as scope:
        more.get_token()
    assert scope.value.response.json()["error"] == "invalid_scope"


def test_an_application_has_foundrys_errors_for_what_its_role_lacks(server) -> None:
    scopes = ["api:models-read", "api:models-write"]
    viewer = server.post("/api/assay/v1/clients", {"name": f"compat {word()}", "role": "viewer", "scopes": scopes})
    call, target = Sync(server, auth_of(viewer)), Made(server)
    version = target.version()["rid"]
    with pytest.raises(errors.CreateModelPermissionDenied):
        call(lambda m: m.Model.create, name="x", parent_folder_rid=FOLDER)
    with pytest.raises(errors.CreateModelVersionPermissionDenied) as denied:
        call(
            lambda m: m.Model.Version.create,
            target.model,
            backing_repositories=[],
            conda_requirements=[],
            model_api=models.ModelApi(inputs=[], outputs=[]),
            model_files=models.DillModelFiles(serialized_model_function="x"),
        )
    assert denied.value.parameters == {"modelRid": target.model}
    with pytest.raises(errors.PromoteVersionModelPermissionDenied):
        call(lambda m: m.Model.promote_version, target.model, source_model_version_rid=version)
    assert call(lambda m: m.Model.Version.get, target.model, version).rid == version


def test_an_application_that_is_revoked_is_nobody(server, application) -> None:
    auth = auth_of(application)
    call, model_rid = Sync(server, auth), Made(server).model
    assert call(lambda m: m.Model.get, model_rid).rid == model_rid
    server.call("DELETE", f"/api/assay/v1/clients/{application['clientId']}")
    with pytest.raises(sdk_errors.UnauthorizedError):
        call(lambda m: m.Model.get, model_rid)
    again = auth_of(application)
    assert Sync(server, again).client.models.Model  # which tells it where to sign in
    with pytest.raises(httpx.HTTPStatusError) as refused:
        again.get_token()
    assert refused.value.response.status_code == 401
    assert refused.value.response.json()["error"] == "invalid_client"
