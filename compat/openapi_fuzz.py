"""Asks a server, for a while, for all that its own description says that it takes, and holds the answers to it.

Most requests name what is there, so that at least half of the calls of each operation succeed; the others are as Schemathesis
makes them, valid by the description or not. A 5xx, a status, a type or a body that is not described, and an operation that succeeds
too rarely are failures. Wants ASSAY_URL and ASSAY_TOKEN (all scopes) of a server whose data may be spoiled.
"""

import argparse
import collections
import json
import os
import random
import re
import sys
import time
import urllib.request
import uuid

import hypothesis
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

V1 = "/api/assay/v1"
MLFLOW = "/api/2.0/mlflow"
ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts"
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EXAMPLES_PER_ROUND = 20
SEEDED_SHARE, VALID_SHARE = 0.75, 0.15
INT64 = 2**63
FILTERS = ["", "params.lr > 0", "series.loss.min < 1 and not tag = 'x'", "name like 'e%'", "status = 'RUNNING'"]
ORDERS = ["name", "series.loss.last DESC", "created_time ASC", "params.lr"]
EXPERIMENT_FILTERS, EXPERIMENT_ORDERS = ["name LIKE 'm%'", "tags.t = ''"], ["name", "creation_time DESC"]
NUMBER = {"type": "seriesFilter", "seriesName": "loss", "field": "AGGREGATION_MIN", "operator": "LT", "value": 1}
WHERES = [
    NUMBER,
    {"type": "and", "filters": [{"type": "eq", "field": "STATUS", "value": "RUNNING"}, {"type": "not", "value": NUMBER}]},
    {"type": "parameterFilter", "parameterName": "lr", "operator": "GT", "value": "NaN"},
    {"type": "summaryMetricFilter", "seriesName": "loss", "aggregation": "LAST", "operator": "EQ", "value": "Infinity"},
]


class World:
    """What is there to be named, and more of it for calls that take it away."""

    def __init__(self, url, token):
        self.url = url
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {token}"
        self.models = [self.model() for _ in range(2)]
        self.experiments, self.of_model, self.runs = [], {}, {}
        for model in self.models:
            for _ in range(2):
                rid = self.experiment(model)
                self.experiments.append(rid)
                self.of_model.setdefault(model, []).append(rid)
        self.numbers = {}
        found = self.session.get(f"{url}{MLFLOW}/experiments/search", params={"max_results": 1000}).json()
        for one in found["experiments"]:
            rid = next(tag["value"] for tag in one["tags"] if tag["key"] == "assay.modelRid")
            if rid in self.models:
                self.numbers[rid] = one["experiment_id"]
        for run in self.search_runs():
            rid = next(tag["value"] for tag in run["data"]["tags"] if tag["key"] == "assay.experimentRid")
            self.runs[rid] = run["info"]["run_id"]
        self.versions = {model: self.version(model) for model in self.models}
        self.client = self.application()

    def call(self, method, path, body=None, data=None, content_type="application/json"):
        payload = json.dumps(body) if data is None and body is not None else data
        headers = {} if payload is None else {"Content-Type": content_type}
        answer = self.session.request(method, self.url + V1 + path, data=payload, headers=headers, timeout=60)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def search_runs(self):
        body = {"experiment_ids": list(self.numbers.values()), "max_results": 1000}
        return self.session.post(f"{self.url}{MLFLOW}/runs/search", json=body).json().get("runs", [])

    def mlflow(self, call, body):
        answer = self.session.post(f"{self.url}{MLFLOW}/{call}", json=body, timeout=60)
        answer.raise_for_status()
        return answer.json()

    def run(self, model):
        return self.mlflow("runs/create", {"experiment_id": self.numbers[model]})["run"]["info"]["run_id"]

    def version(self, model):
        body = {
            "modelFiles": {"type": "dill", "serializedModelFunction": "gASVAAAA"},
            "backingRepositories": [],
            "condaRequirements": ["numpy"],
            "modelApi": {"inputs": [], "outputs": []},
        }
        path = f"{self.url}/api/v2/models/{model}/versions"
        answer = self.session.post(path, params={"preview": "true"}, json=body, timeout=60)
        answer.raise_for_status()
        return answer.json()["rid"]

    def artifact(self, model, experiment, name="f/kept.txt"):
        return f"{self.numbers[model]}/{self.runs[experiment]}/artifacts/{name}"

    def model(self):
        return self.call("POST", "/models", {"name": f"model {uuid.uuid4()}", "tags": ["t"]})["rid"]

    def experiment(self, model=None):
        body = {
            "name": "e",
            "tags": ["t", {"key": "k", "value": "v"}],
            "parameters": [
                {"name": "lr", "value": {"type": "double", "value": 0.1}},
                {"name": "when", "value": {"type": "datetime", "value": "2026-01-01T00:00:00Z"}},
            ],
        }
        rid = self.call("POST", f"/models/{model or self.models[0]}/experiments", body)["rid"]
        columns = {"steps": [0, 1, 2**60], "times": [1, 2, 3], "values": [0.5, "NaN", "Infinity"]}
        self.call("POST", f"/experiments/{rid}/log", {"series": {"loss": columns}})
        self.call("PUT", f"/experiments/{rid}/tables/t", data=b"step,loss\r\n1,0.5\r\n", content_type="text/csv")
        self.file(rid, "f/kept.txt")
        self.image(rid, "kept", 3)
        self.note(f"/experiments/{rid}")
        self.note(f"/models/{model or self.models[0]}")
        return rid

    def file(self, rid, path):
        self.call("PUT", f"/experiments/{rid}/files/{path}", data=b"bytes", content_type="text/plain")

    def image(self, rid, name, step):
        self.call("PUT", f"/experiments/{rid}/images/{name}/{step}", data=b"GIF89a", content_type="image/gif")

    def note(self, of):
        self.call("PUT", f"{of}/note", data=b"# note", content_type="text/markdown")

    def application(self):
        return self.call("POST", "/clients", {"name": "c", "role": "viewer", "scopes": ["api:models-read"]})

    def token(self):
        return self.call("POST", "/tokens", {"scopes": ["api:models-read"]})["id"]


def plain(text):
    """Without what no text of ours may have."""
    return re.sub("[\0-\x1f\x7f-\x9f\ud800-\udfff]", "", text)


def tame(value):
    """Without what the description cannot forbid: integers past 64 bits or written as 7.0, U+0000, dates that are none."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return (value + INT64) % (2 * INT64) - INT64
    if isinstance(value, float):
        return int(value) if abs(value) < INT64 and value.is_integer() else value
    if isinstance(value, str):
        return str(tame(int(value[:15]))) if re.fullmatch(r"-?[0-9]{16,}", value) else value.replace("\0", "")
    if isinstance(value, list):
        return [tame(one) for one in value]
    if isinstance(value, dict):
        if value.get("type") == "datetime":
            return {"type": "datetime", "value": "2026-01-01T00:00:00.123Z"}
        return {name.replace("\0", "") or "x": tame(one) for name, one in value.items()}
    return value


class Seeds:
    """Puts what is there into a request that is valid by the description."""

    def __init__(self, world, chance):
        self.world, self.chance = world, chance

    def into(self, case, kwargs):
        path, method, world = case.operation.path, case.operation.method.upper(), self.world
        body = tame(case.body) if case.media_type == "application/json" else None
        model = self.chance.choice(world.models)
        experiment = self.chance.choice(world.of_model[model])
        version = world.versions[model]
        if method == "DELETE" and "/note" not in path and not path.startswith(ARTIFACTS):
            experiment, model = self.victims(path, experiment)
        names = {"modelRid": model, "experimentRid": experiment, "name": "loss", "step": "3", "path": "f/kept.txt", "key": "k"}
        if "/images/" in path:
            names["name"] = "kept" if method != "PUT" else plain(case.path_parameters["name"]) or "x"
        if method == "PUT":
            names["path"] = f"f/{uuid.uuid4()}"
            names["step"] = str(self.chance.randrange(-5, 5))
        names["modelVersionRid"] = version
        if "/artifactTables/" in path:
            names["name"] = "t"
        if "/versions/" in path:
            names["name"] = "serializedModelFunction"
        if path.startswith(ARTIFACTS):
            names["path"] = self.artifact_path(method, model, experiment)
        if path.endswith("/tables/{name}"):
            names["name"] = plain(case.path_parameters["name"]) or "t"
        if method == "GET" and path.endswith("/note"):
            world.note(f"/models/{model}" if "{modelRid}" in path else f"/experiments/{experiment}")
        if method == "DELETE" and "/files/" in path:
            world.file(experiment, "f/gone")
            names["path"] = "f/gone"
        if method == "DELETE" and "/images/" in path:
            world.image(experiment, "gone", 3)
            names["name"] = "gone"
        if "{tokenId}" in path:
            names["tokenId"] = world.token()
        if "{clientId}" in path:
            names["clientId"] = world.application()["clientId"]
        quoted = re.sub(r"\{(\w+)\}", lambda part: requests.utils.quote(names[part[1]], safe=""), path)
        kwargs["url"] = world.url + quoted
        kwargs["params"] = self.query(path, dict(case.query or {}), model, experiment)
        without = ["idempotency-key", "accept"]
        if self.chance.random() < 0.7:  # else 304 and 416 are most of what comes
            without += ["if-none-match", "range"]
        kwargs["headers"] = {name: value for name, value in kwargs["headers"].items() if name.lower() not in without}
        if path.startswith("/multipass/"):
            kwargs["data"] = self.form(path)
        elif isinstance(body, dict):
            if path.startswith(MLFLOW):
                kwargs["json"] = self.mlflow_body(path, body, model, experiment)
            elif path.startswith("/api/v2/"):
                kwargs["json"] = self.foundry_body(path, body, model)
            else:
                kwargs["json"] = self.body(path, body)
            kwargs.pop("data", None)
        elif method == "PUT":
            kwargs["data"] = self.content(path, kwargs["headers"])
        return kwargs

    def artifact_path(self, method, model, experiment):
        if method == "DELETE":
            self.world.file(experiment, "f/gone")
            return self.world.artifact(model, experiment, "f/gone")
        name = f"f/{uuid.uuid4()}" if method == "PUT" else "f/kept.txt"
        return self.world.artifact(model, experiment, name)

    def form(self, path):
        client = {"client_id": self.world.client["clientId"], "client_secret": self.world.client["clientSecret"]}
        if path.endswith("/token"):
            return {"grant_type": "client_credentials", **client}
        return {"token": "never-made", **client}

    def foundry_body(self, path, body, model):
        if path.endswith("/models"):
            body["name"] = f"model {uuid.uuid4()}"
        if path.endswith("/promoteVersion"):
            body["sourceModelVersionRid"] = self.chance.choice(list(self.world.versions.values()))
        if path.endswith("/search"):
            body.pop("pageToken", None)
            if "where" in body:
                body["where"] = self.chance.choice(WHERES)
        return body

    def mlflow_body(self, path, body, model, experiment):
        """The calls that take something away, or would spoil it for the others, have one of their own."""
        world, call = self.world, path.removeprefix(MLFLOW + "/")
        if "experiment_id" in body:
            body["experiment_id"] = world.numbers[model]
        if "run_id" in body:
            body["run_id"] = world.runs[experiment]
        if call.startswith("runs/") and call.endswith(("/delete", "/restore")):
            body["run_id"] = world.run(model)
        if call.startswith("experiments/") and call.endswith(("/delete", "/restore", "/update")):
            made = world.mlflow("experiments/create", {"name": f"own {uuid.uuid4()}"})
            body["experiment_id"] = made["experiment_id"]
        if call == "experiments/restore":
            world.mlflow("experiments/delete", {"experiment_id": body["experiment_id"]})
        for name in ("name", "new_name"):
            if name in body:
                body[name] = f"name {uuid.uuid4()}"
        if "key" in body:
            body["key"] = f"k {uuid.uuid4()}"
        if "value" in body and isinstance(body["value"], str) and call.endswith("tag"):
            body["value"] = plain(body["value"])
        if call.endswith("delete-tag"):
            world.mlflow("runs/set-tag", {"run_id": body["run_id"], "key": body["key"], "value": "v"})
        if call.endswith("delete-experiment-tag"):
            tag = {"experiment_id": body["experiment_id"], "key": body["key"], "value": "v"}
            world.mlflow("experiments/set-experiment-tag", tag)
        places = ("metrics", "params", "tags") if call == "runs/log-batch" else ("tags",) if call.endswith("/create") else ()
        for place in places:
            for one in body.get(place, []):
                one["key"] = f"k/{uuid.uuid4()}"
                if place == "metrics":
                    one["timestamp"] = self.chance.randrange(0, 2**62)
                else:
                    one["value"] = plain(one["value"])[:1000]
        if "timestamp" in body:
            body["timestamp"] = self.chance.randrange(0, 2**62)
        for name in ("run_name", "user_id"):
            if name in body:
                body[name] = plain(str(body[name]))[:100] or "x"
        if "artifact_location" in body:
            body["artifact_location"] = "mlflow-artifacts:/somewhere"
        if "filter" in body:
            body["filter"] = self.chance.choice(EXPERIMENT_FILTERS if call.startswith("experiments") else FILTERS)
        if "order_by" in body:
            orders = EXPERIMENT_ORDERS if call.startswith("experiments") else ORDERS
            body["order_by"] = self.chance.sample(orders, self.chance.randrange(0, 3))
        if "experiment_ids" in body:
            body["experiment_ids"] = list(world.numbers.values())
        body.pop("page_token", None)
        return body

    def victims(self, path, experiment):
        if path.endswith("/models/{modelRid}"):
            return experiment, self.world.model()
        if path.endswith(("/experiments/{experimentRid}", "/tags/{key}")):
            return self.world.experiment(), self.world.models[0]
        return experiment, self.world.models[0]

    def query(self, path, query, model, experiment):
        query = {name: tame(value) for name, value in query.items() if name not in ("pageToken", "page_token")}
        if path.startswith("/api/v2/"):
            query["preview"] = "true"
        if path.startswith(MLFLOW):
            known = {
                "experiment_id": self.world.numbers[model],
                "run_id": self.world.runs[experiment],
                "experiment_name": "Default",
                "filter": self.chance.choice(EXPERIMENT_FILTERS),
                "order_by": self.chance.choice(EXPERIMENT_ORDERS),
                "path": "f",
            }
            if path == ARTIFACTS:
                known["path"] = self.world.artifact(model, experiment, "f")
            return query | {name: value for name, value in known.items() if name in query}
        if "branch" in query:
            query["branch"] = "master"
        if "pageSize" in query:
            query["pageSize"] = self.chance.randrange(1, INT64)
        if "filter" in query:
            query["filter"] = self.chance.choice(FILTERS)
        if "deletedBefore" in query:
            query["deletedBefore"] = "2001-01-01T00:00:00Z"
        if path.endswith("/files") and "path" in query:
            query["path"] = "f"
        for name in ("stepFrom", "stepTo"):
            if name in query:
                query[name] = self.chance.randrange(-INT64, INT64)
        if "offset" in query:
            query["offset"] = self.chance.randrange(0, 10**18)
        if "limit" in query:
            query["limit"] = self.chance.randrange(1, INT64)
        return query

    def body(self, path, body):
        body.pop("pageToken", None)
        if "pageSize" in body:
            body["pageSize"] = self.chance.randrange(1, INT64)
        if path.endswith(("/models", "/experiments")):
            kind = "model" if path.endswith("/models") else "experiment"
            if "rid" in body:
                body["rid"] = f"ri.models.main.{kind}.{uuid.uuid4()}"
            if "createdTime" in body:
                body["createdTime"] = "2026-01-01T00:00:00.123Z"
        if "name" in body and "/models" in path:
            body["name"] = f"{body['name'][:600]} {uuid.uuid4()}".replace("/", "-")
        if "expiresTime" in body:
            body["expiresTime"] = "2099-01-01T00:00:00Z"
        if "deletedBefore" in body:
            body["deletedBefore"] = "2001-01-01T00:00:00Z"
        if "experimentRids" in body:
            count = self.chance.randrange(0, 3)
            body["experimentRids"] = self.chance.sample(self.world.experiments, count)
            body["series"] = ["loss", *body.get("series", [])[:3]]
        if "filter" in body:
            body["filter"] = self.chance.choice(FILTERS)
        if "orderBy" in body:
            body["orderBy"] = self.chance.sample(ORDERS, self.chance.randrange(0, 3))
        if path.endswith("/charts"):
            for name in ("from", "to"):
                if name in body:
                    body[name] = {"from": -5, "to": 10}[name]
        if isinstance(body.get("series"), dict):
            for columns in body["series"].values():
                length = min(len(column) for column in columns.values())
                columns.update({name: column[:length] for name, column in columns.items()})
        return body

    @staticmethod
    def content(path, headers):
        """Of the type that the request says already, or of another that the route takes too."""
        for name in list(headers):
            if name.lower() == "content-type":
                del headers[name]
        if path.endswith("/tables/{name}"):
            headers["Content-Type"] = "text/csv"
            return b"step,loss\r\n1,0.5\r\n2,\r\n"
        if "/images/" in path:
            headers["Content-Type"] = "image/gif"
            return b"GIF89a" + os.urandom(8)
        headers["Content-Type"] = "text/plain"
        return "Grüße".encode()


class Fuzz:
    def __init__(self, url, token, seed):
        with urllib.request.urlopen(url + V1 + "/openapi.json") as answer:
            document = json.load(answer)
        self.schema = schemathesis.openapi.from_dict(document)
        self.schema.config.update(base_url=url)
        self.operations = [found.ok() for found in self.schema.get_all_operations()]
        self.chance = random.Random(seed)
        self.world = World(url, token)
        self.seeds = Seeds(self.world, self.chance)
        self.token = token
        self.statuses = {operation.label: collections.Counter() for operation in self.operations}
        self.refusals = {operation.label: collections.Counter() for operation in self.operations}
        self.failures = collections.OrderedDict()

    def run(self, seconds):
        end = time.monotonic() + seconds
        rounds = 0
        while time.monotonic() < end or rounds == 0:
            for operation in self.operations:
                self.round(operation)
            rounds += 1
        return rounds

    def round(self, operation):
        modes = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]
        valid, spoiled = (self.strategy(operation, mode) for mode in modes)
        for strategy, seeded, share in (
            (valid, True, SEEDED_SHARE),
            (valid, False, VALID_SHARE),
            (spoiled, False, 1 - SEEDED_SHARE - VALID_SHARE),
        ):
            if strategy is not None:
                self.examples(operation, strategy, seeded, max(1, round(EXAMPLES_PER_ROUND * share)))

    @staticmethod
    def strategy(operation, mode):
        try:
            return operation.as_strategy(generation_mode=mode)
        except Exception:  # an operation without anything to spoil
            return None

    def examples(self, operation, strategy, seeded, count):
        quiet = settings(
            max_examples=count,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            derandomize=False,
        )

        @hypothesis.seed(self.chance.randrange(2**32))
        @quiet
        @given(case=strategy)
        def ask(case):
            self.ask(operation, case, seeded)

        try:
            ask()
        except hypothesis.errors.Unsatisfiable:
            pass

    def ask(self, operation, case, seeded):
        headers = {"Authorization": f"Bearer {self.token}"}
        kwargs = case.as_transport_kwargs(headers=headers)
        if seeded:
            kwargs = self.seeds.into(case, kwargs)
        kwargs["headers"]["Authorization"] = headers["Authorization"]
        try:
            answer = requests.request(**kwargs, timeout=60, allow_redirects=False)
        except (UnicodeError, requests.exceptions.InvalidHeader, requests.exceptions.InvalidURL):
            return  # nothing that HTTP can carry
        except requests.exceptions.RequestException as e:
            self.fail(operation, f"no answer: {e}", kwargs)
            return
        self.statuses[operation.label][answer.status_code] += 1
        if seeded and answer.status_code >= 400:
            self.refusals[operation.label][answer.text.partition('"errorDescription":')[2][:120]] += 1
        try:
            case.validate_response(answer, checks=CHECKS)
        except BaseException as e:
            if isinstance(e, KeyboardInterrupt):
                raise
            failures = getattr(e, "exceptions", [e])
            for failure in failures:
                self.fail(operation, f"{answer.status_code}: {failure} {answer.text[:300]}", kwargs)

    def fail(self, operation, what, kwargs):
        key = (operation.label, re.sub(r"[0-9a-f-]{36}", "…", what)[:120])
        self.failures.setdefault(key, f"{operation.label}: {what}\n    {str(kwargs)[:600]}")

    def report(self, verbose):
        rare = []
        print(f"{'2xx':>5} {'calls':>6}  operation")
        for label, statuses in self.statuses.items():
            calls = sum(statuses.values())
            good = sum(count for status, count in statuses.items() if status // 100 == 2)
            share = good / calls if calls else 0
            others = {status: count for status, count in sorted(statuses.items()) if status // 100 != 2}
            print(f"{share:5.0%} {calls:6}  {label} {others or ''}")
            if verbose:
                for reason, count in self.refusals[label].most_common(5):
                    print(f"        {count} refused that should have been taken: {reason}")
            if share < 0.5:
                reasons = self.refusals[label].most_common(3)
                rare.append(f"{label}: only {share:.0%} of {calls} calls succeeded; of those that should: {reasons}")
        for text in [*self.failures.values(), *rare]:
            print("FAILED", text)
        return not self.failures and not rare


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=60, help="how long to ask (60; in full 600)")
    options.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32), help="of another run")
    options.add_argument("--verbose", action="store_true", help="why requests were refused that should have been taken")
    given_options = options.parse_args()
    fuzz = Fuzz(os.environ["ASSAY_URL"].rstrip("/"), os.environ["ASSAY_TOKEN"], given_options.seed)
    rounds = fuzz.run(given_options.seconds)
    good = fuzz.report(given_options.verbose)
    print(f"{rounds} rounds, seed {given_options.seed}: {'as described' if good else 'NOT as described'}")
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
