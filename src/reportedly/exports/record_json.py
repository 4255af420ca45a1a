"""What is a reading as Record JSON, and back again? One object a line, as docs/record.md has it."""

import json
from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any

from reportedly.exports.defuse import defuse_json
from reportedly.model import (
    LAYERS,
    Actor,
    Count,
    Dispute,
    Event,
    Evidence,
    Place,
    Problem,
    Reading,
    Report,
    Statement,
    Term,
    Time,
)

_TYPES: Mapping[str, type] = MappingProxyType(
    {
        "statements": Statement,
        "events": Event,
        "terms": Term,
        "disputes": Dispute,
        "actors": Actor,
        "places": Place,
        "times": Time,
    }
)


def write_record(reading: Reading, only: str | None = None) -> str:
    """Give a reading as one line of Record JSON; `only` leaves the other layers' keys out."""
    record = reading.to_dict()
    for layer in LAYERS:
        if only is not None and layer != only:
            del record[layer]
    return write_line(record)


def write_line(values: Mapping[str, Any]) -> str:
    """Give plain values as one line of JSON, safe to print."""
    return defuse_json(json.dumps(values, ensure_ascii=False)) + "\n"


def read_record(record: Mapping[str, Any], evidence: Mapping[str, list[dict[str, Any]]]) -> Reading:
    """Give the reading that Record JSON was made of, with the evidence that was kept beside it."""
    known: dict[str, Any] = {field.name: record.get(field.name) for field in fields(Report) if field.name != "problems"}
    report = Report(**known)
    layers = {layer: _read_layer(layer, record.get(layer, ()), evidence) for layer in LAYERS}
    problems = tuple(Problem(**_freeze_values(problem)) for problem in record.get("problems", ()))
    return Reading(report, record["reader"], **layers, problems=problems)


def _read_layer(layer: str, rows: list[dict[str, Any]], evidence: Mapping[str, list[dict[str, Any]]]) -> Any:
    found = []
    for number, row in enumerate(rows, 1):
        items = evidence.get(row.get("id", f"{layer[:-1]} {number}"), ())
        kept = tuple(Evidence(**_freeze_values(item)) for item in items)
        found.append(_TYPES[layer](**_freeze_values(row), evidence=kept))
    return tuple(found)


def _freeze_values(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _freeze(value) for name, value in values.items()}


def _freeze(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_freeze(item) for item in value)
    if isinstance(value, dict):  # only the numbers of an event are an object
        return {kind: Count(**_freeze_values(count)) for kind, count in value.items()}
    return value
