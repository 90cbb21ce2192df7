"""Where the server under test is: the caller starts one and names it in ASSAY_URL and ASSAY_TOKEN."""

import os

import pytest


@pytest.fixture(scope="session")
def url() -> str:
    return os.environ["ASSAY_URL"]


@pytest.fixture(scope="session")
def token() -> str:
    return os.environ["ASSAY_TOKEN"]
