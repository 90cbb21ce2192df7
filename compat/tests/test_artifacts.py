"""MLflow's client puts and gets the files of a run, and our own API has the same ones."""

import json
import struct
import urllib.request
import zlib

import mlflow
import pandas
import pytest
from mlflow.tracking import MlflowClient


@pytest.fixture
def client(server, monkeypatch):
    monkeypatch.setenv("MLFLOW_TRACKING_TOKEN", server.token)
    mlflow.set_tracking_uri(server.url)
    return MlflowClient(server.url)


@pytest.fixture
def run(client):
    return client.create_run("0")


def rid(run):
    return run.data.tags["assay.experimentRid"]


def fetch(server, path, **headers):
    request = urllib.request.Request(server.url + path, headers={"Authorization": f"Bearer {server.token}", **headers})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.read(), answer.headers


def put(server, path, body, content_type):
    request = urllib.request.Request(
        server.url + path,
        data=body,
        method="PUT",
        headers={"Authorization": f"Bearer {server.token}", "Content-Type": content_type},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def png(width=1, height=1):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\xff\0\0" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def test_logs_lists_and_downloads_files(client, run, tmp_path):
    (tmp_path / "sub folder").mkdir()
    (tmp_path / "top.txt").write_text("top")
    (tmp_path / "sub folder" / "weights é+%.bin").write_bytes(bytes(range(256)) * 4096)
    client.log_artifacts(run.info.run_id, str(tmp_path), "model")
    client.log_text(run.info.run_id, "# notes", "notes.md")
    client.log_dict(run.info.run_id, {"a": 1}, "deep/er/config.json")
    assert [(f.path, f.is_dir, f.file_size) for f in client.list_artifacts(run.info.run_id)] == [
        ("deep", True, None),
        ("model", True, None),
        ("notes.md", False, 7),
    ]
    assert [f.path for f in client.list_artifacts(run.info.run_id, "model")] == ["model/sub folder", "model/top.txt"]
    there = client.download_artifacts(run.info.run_id, "", str(tmp_path / ".."))
    with open(f"{there}/model/sub folder/weights é+%.bin", "rb") as file:
        assert file.read() == bytes(range(256)) * 4096
    assert mlflow.artifacts.load_dict(f"runs:/{run.info.run_id}/deep/er/config.json") == {"a": 1}


def test_a_file_of_either_api_is_one_of_the_other(server, client, run):
    client.log_text(run.info.run_id, "from MLflow", "logs/a.txt")
    files = f"/api/assay/v1/experiments/{rid(run)}/files"
    assert fetch(server, files + "/logs/a.txt")[0] == b"from MLflow"
    put(server, files + "/logs/b.txt", b"from us", "text/plain")
    assert [f.path for f in client.list_artifacts(run.info.run_id, "logs")] == ["logs/a.txt", "logs/b.txt"]
    assert mlflow.artifacts.load_text(f"runs:/{run.info.run_id}/logs/b.txt") == "from us"


def test_images_of_either_api_are_one_thing(server, client, run):
    pixel = png()
    name = "images/val~mask+step+3+timestamp+1764000000000+0b1c.png"
    root = f"/api/2.0/mlflow-artifacts/artifacts/0/{run.info.run_id}/artifacts/"
    put(server, root + name, pixel, "image/png")
    images = f"/api/assay/v1/experiments/{rid(run)}/images"
    put(server, images + "/val%2Fmask/4?caption=ours", pixel, "image/png")
    listed = json.loads(fetch(server, images)[0])["data"]
    assert [(i["name"], i["step"], i.get("caption")) for i in listed] == [("val/mask", 3, None), ("val/mask", 4, "ours")]
    body, headers = fetch(server, images + "/val%2Fmask/3")
    assert body == pixel and headers["Content-Type"] == "image/png"
    paths = [f.path for f in client.list_artifacts(run.info.run_id, "images")]
    assert paths[0] == name and paths[1].startswith("images/val~mask+step+4+timestamp+")


def test_deletes_what_lies_in_a_folder(server, client, run):
    client.log_text(run.info.run_id, "x", "gone/a.txt")
    client.log_text(run.info.run_id, "x", "kept.txt")
    from mlflow.store.artifact.artifact_repository_registry import get_artifact_repository

    get_artifact_repository(run.info.artifact_uri).delete_artifacts("gone")
    assert [f.path for f in client.list_artifacts(run.info.run_id)] == ["kept.txt"]


def test_a_logged_table_is_a_table_of_the_experiment(client, run, server):
    frame = pandas.DataFrame({"prompt": ["a", "ü\n"], "score": [0.25, None], "tokens": [2**53 + 1, -7]})
    client.log_table(run.info.run_id, frame, "eval/answers.json")
    run = client.get_run(run.info.run_id)
    rids = f"{run.data.tags['assay.modelRid']}/experiments/{rid(run)}"
    table = f"/api/v2/models/{rids}/artifactTables/eval%2Fanswers.json"
    rows = [
        {"prompt": "a", "score": 0.25, "tokens": str(2**53 + 1)},
        {"prompt": "ü\n", "score": None, "tokens": -7},
    ]
    assert json.loads(fetch(server, f"{table}/json?preview=true")[0]) == rows
    shown = json.loads(fetch(server, f"/api/v2/models/{rids}?preview=true")[0])
    assert shown["artifacts"]["eval/answers.json"]["details"] == {"type": "table", "rowCount": 2}
    client.log_table(run.info.run_id, frame, "eval/answers.json")  # appends
    assert json.loads(fetch(server, f"{table}/json?preview=true")[0]) == rows + rows
    assert len(client.load_table("0", "eval/answers.json", [run.info.run_id])) == 4
