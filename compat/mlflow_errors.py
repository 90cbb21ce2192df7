#!/usr/bin/env python3
"""Sends the requests of golden/mlflow/answers.json, in order, to an MLflow tracking server.

  mlflow_errors.py record URL          writes what a reference server (`mlflow server`) answers into the file
  mlflow_errors.py check URL [TOKEN]   compares what our server answers with the file

A case holds its `name`; the `call` (method and path under /api/2.0/mlflow/); a `body` (or `raw`, `rawLatin1`: text that is
no JSON of ours, and `contentType`, "" for none); what to `save` of the answer for later cases as {name}; the `reference`
server's status and error code; and, where we answer something else on purpose, `ours` with the reason. In a body
{"$repeat": n, "item": x} is a list of n items, # in it their number, and {"$text": n} is a text of n characters.
"""

import http.client
import json
import pathlib
import sys
import time
import urllib.parse

FILE = pathlib.Path(__file__).parent.parent / "src/test/resources/golden/mlflow/answers.json"
TIMEOUT_S = 30


def fill(text, saved):
    for name, value in saved.items():
        text = text.replace("{" + name + "}", str(value))
    return text


def grow(value, saved):
    if isinstance(value, dict):
        if "$repeat" in value:
            item = json.dumps(grow(value["item"], saved))
            return [json.loads(item.replace("#", str(number))) for number in range(value["$repeat"])]
        if "$text" in value:
            return "x" * value["$text"]
        return {key: grow(item, saved) for key, item in value.items()}
    if isinstance(value, list):
        return [grow(item, saved) for item in value]
    return fill(value, saved) if isinstance(value, str) else value


def body_of(case, saved):
    if "raw" in case:
        return fill(case["raw"], saved).encode()
    if "rawLatin1" in case:
        return fill(case["rawLatin1"], saved).encode("latin-1")
    return json.dumps(grow(case["body"], saved)).encode() if "body" in case else None


def send(url, token, case, saved):
    method, path = case["call"].split(" ", 1)
    headers = {"Authorization": "Bearer " + token} if token else {}
    content_type = case.get("contentType", "application/json")
    if method != "GET" and content_type:
        headers["Content-Type"] = content_type
    connection = http.client.HTTPConnection(url.hostname, url.port, timeout=TIMEOUT_S)
    try:
        connection.request(method, "/api/2.0/mlflow/" + fill(path, saved), body_of(case, saved), headers)
        response = connection.getresponse()
        text = response.read().decode("utf-8", "replace")
    finally:
        connection.close()
    try:
        return response.status, json.loads(text)
    except ValueError:
        return response.status, None


def pick(answer, path):
    for name in path.split("."):
        answer = answer.get(name) if isinstance(answer, dict) else None
    return answer


def seen(status, answer):
    code = answer.get("error_code") if isinstance(answer, dict) else None
    return {"status": status, "code": code} if code else {"status": status}


def main(arguments):
    if len(arguments) < 2 or arguments[0] not in ("record", "check"):
        print(__doc__)
        return 2
    cases = json.loads(FILE.read_text())
    url = urllib.parse.urlparse(arguments[1])
    token = arguments[2] if len(arguments) > 2 else None
    saved = {"salt": str(time.time_ns())}
    wrong = 0
    for case in cases:
        status, answer = send(url, token, case, saved)
        saved.update({name: pick(answer, path) for name, path in case.get("save", {}).items()})
        got = seen(status, answer)
        if arguments[0] == "record":
            case["reference"] = got
            continue
        wanted = {key: value for key, value in case.get("ours", case["reference"]).items() if key != "why"}
        if got != wanted:
            wrong += 1
            print(f"{case['name']}: wanted {wanted}, got {got}: {answer}")
    if arguments[0] == "record":
        FILE.write_text("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")
    print(f"{len(cases)} requests, {wrong} answered otherwise")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
