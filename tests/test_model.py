"""The JSON form of a reading is the contract of docs/record.md."""

import json
import re
from pathlib import Path

from hand_made import READING

CONTRACT = Path(__file__).parent.parent / "docs/record.md"


def test_record_has_the_keys_of_the_contract() -> None:
    rows = dict(re.findall(r"^\| (`?\w+`?) \| (.+) \|$", CONTRACT.read_text(encoding="utf-8"), re.M))
    record = READING.to_dict()
    for layer in ("statements", "events", "terms", "disputes", "actors", "places", "times"):
        promised = set(re.findall(r"`(\w+)`", rows[f"`{layer}`"])) - {"low", "high", "null"}
        found = {key for finding in record[layer] for key in finding}
        extra = {"span"} if layer == "events" else set()  # the span of a number
        assert found == promised - extra, layer


def test_record_is_plain_json() -> None:
    record = READING.to_dict()
    assert json.loads(json.dumps(record)) == record
