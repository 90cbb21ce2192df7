"""Where the server under test is: the caller starts one and names it in ASSAY_URL and ASSAY_TOKEN."""

import asyncio
import dataclasses
import json
import os
import urllib.request

import pytest


@dataclasses.dataclass(frozen=True)
class Server:
    url: str
    token: str

    def call(self, method, path, body=None):
        """What the native API or any other answers, as JSON; a failure is urllib's HTTPError."""
        request = urllib.request.Request(
            self.url + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            text = answer.read()
            return json.loads(text) if text else None

    def post(self, path, body):
        return self.call("POST", path, body)


@pytest.fixture(scope="session")
def server() -> Server:
    return Server(os.environ["ASSAY_URL"], os.environ["ASSAY_TOKEN"])


@pytest.fixture(scope="session")
def asynchronously():
    """Runs coroutines, all in one loop: Palantir's clients share their connections."""
    with asyncio.Runner() as runner:
        yield runner.run
