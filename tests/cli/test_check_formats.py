"""`tripower check` for other programs: JSON by contract, CSV, SARIF, annotations."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from typing import Any

import jsonschema
import pytest

KEYS = {"schema", "as_of", "commit", "findings", "problems", "crashes", "summary"}
FINDING_KEYS = {
    *("rule_id", "fingerprint", "severity", "status", "subject_type", "subject_id", "unit_id"),
    *("event_date", "path", "line", "field", "args", "message", "basis", "params_used"),
    *("evidence", "waiver_id", "next", "self_attested"),
}
SEVERITIES = ["block", "violation", "warning", "notice", "manual", "not_assessable"]
PLACE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["artifactLocation", "region"],
    "properties": {
        "artifactLocation": {"required": ["uri"], "properties": {"uri": {"type": "string"}}},
        "region": {"properties": {"startLine": {"type": "integer", "minimum": 1}}},
    },
}
RESULT = {
    "type": "object",
    "additionalProperties": False,
    "required": ["ruleId", "message", "level"],
    "properties": {
        "ruleId": {"type": "string", "minLength": 1},
        "kind": {"enum": ["fail", "review", "open"]},
        "level": {"enum": ["none", "note", "warning", "error"]},
        "message": {"required": ["text"], "properties": {"text": {"minLength": 1}}},
        "locations": {
            "items": {"required": ["physicalLocation"], "properties": {"physicalLocation": PLACE}}
        },
        "fingerprints": {"additionalProperties": {"type": "string"}},
        "properties": {"type": "object"},
    },
}
"""What we use of the published schema of SARIF 2.1.0."""


def test_json_has_the_keys_of_the_contract(unit: Any, tripower: Any) -> None:
    ran = tripower("check", "-C", unit("DEC-05", "SEP-05"), "--format", "json")
    assert ran.code == 1
    assert set(ran.data) == KEYS
    assert ran.data["as_of"] == "2024-12-31"
    assert ran.data["commit"] is None
    assert list(ran.data["summary"]) == SEVERITIES
    assert all(set(finding) == FINDING_KEYS for finding in ran.data["findings"])
    found = next(f for f in ran.data["findings"] if f["rule_id"] == "DEC-05")
    assert (found["path"], found["line"]) == ("meetings/2024/K-1/meeting.yaml", 11)
    assert found["message"].startswith("3 of 5 entitled were present, 4 are needed")
    assert {frozenset(one) for one in found["basis"]} == {frozenset({"text", "source_class"})}
    assert sum(ran.data["summary"].values()) == len(ran.data["findings"])


def test_json_tells_what_could_not_be_read_in_whole_sentences(unit: Any, tripower: Any) -> None:
    folder = unit()
    (folder / "calendar.yaml").write_text("days: 3\n")
    ran = tripower("check", "-C", folder, "--format", "json")
    [problem] = ran.data["problems"]
    assert (problem["path"], problem["line"], problem["field"]) == ("calendar.yaml", 1, "days")
    assert "{" not in problem["message"] + problem["next"]


@pytest.mark.parametrize("form", ["table", "json", "csv", "sarif", "github"])
def test_the_same_input_gives_the_same_bytes(unit: Any, tripower: Any, form: str) -> None:
    folder = unit("DEC-05", "SEP-05", "POW-01")
    first = tripower("check", "-C", folder, "--format", form)
    copy = folder.with_name("copy")
    shutil.copytree(folder, copy)
    assert tripower("check", "-C", copy, "--format", form) == first
    assert "2024-12-31" in first.out + first.err, "as of when"


def test_csv_is_a_table_with_one_header_and_no_formula(unit: Any, tripower: Any) -> None:
    folder = unit("DEC-05")
    matter = folder / "matters/2024/M-1/matter.yaml"
    matter.write_text(matter.read_text().replace("matter_id: M-1", "=cmd|' /C calc'!A1: M-1"))
    ran = tripower("check", "-C", folder, "--format", "csv")
    header, *rows = csv.reader(io.StringIO(ran.out))
    assert ",".join(header) == "path,line,rule_id,severity,status,subject_id,message,next"
    assert {len(row) for row in rows} == {8}
    assert {"unreadable", "violation"} <= {row[3] for row in rows}
    assert not [cell for row in rows for cell in row if cell.startswith("=")]
    assert ran.err.startswith("As of 2024-12-31: ")


def test_sarif_has_the_shape_of_2_1_0(unit: Any, tripower: Any) -> None:
    folder = unit("DEC-05", "SEP-05")
    (folder / "发言 1.yaml").write_text("- a\n")
    log = json.loads(tripower("check", "-C", folder, "--format", "sarif").out)
    assert log["version"] == "2.1.0"
    [run] = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(rules) == len(set(rules))
    assert {result["ruleId"] for result in run["results"]} == set(rules)
    for result in run["results"]:
        jsonschema.validate(result, RESULT)
    places = [r["locations"][0]["physicalLocation"] for r in run["results"] if r["locations"]]
    uris = {place["artifactLocation"]["uri"] for place in places}
    assert "%E5%8F%91%E8%A8%80%201.yaml" in uris, "a URI, not a path"


def test_annotations_are_one_line_each(unit: Any, tripower: Any) -> None:
    folder = unit("DEC-05")
    (folder / "a:b,c.yaml").write_text("- a\n")
    ran = tripower("check", "-C", folder, "--format", "github")
    *annotations, last = ran.out.splitlines()
    assert last.startswith("As of 2024-12-31: ")
    assert all(re.match(r"::(error|warning|notice)( file=|::)", line) for line in annotations)
    assert any(line.startswith("::error file=a%3Ab%2Cc.yaml,line=1::") for line in annotations)
