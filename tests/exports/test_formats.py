import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from hand_made import READING
from reportedly.errors import ReportedlyError, UnknownName
from reportedly.exports import FORMATS
from reportedly.exports.files import find_format, name_file, open_output
from reportedly.exports.html import render_reading
from reportedly.exports.record_json import read_record, write_record
from reportedly.exports.tables_csv import write_head, write_rows
from reportedly.model import LAYERS, Count, Problem, Reading, Report


def rename(report_id: str) -> Reading:
    return replace(READING, report=replace(READING.report, id=report_id))


@pytest.mark.parametrize("name", FORMATS)
def test_format_writes_a_file_that_is_whole(name: str, tmp_path: Path) -> None:
    where = tmp_path / f"out{FORMATS[name].suffixes[0]}"
    with open_output(where, find_format(None, where)) as write:
        write(READING)
        write(rename("wire-8"))
    written = where.read_text(encoding="utf-8")
    assert "wire-7" in written
    assert "wire-8" in written


@pytest.mark.parametrize("name", FORMATS)
def test_format_lets_nothing_steer_a_terminal(name: str) -> None:
    hostile = "\x1b[2J\x9b\u202e"
    report = replace(READING.report, id=hostile, title=hostile, text=READING.report.text.replace("PORT", hostile[:4]))
    written = FORMATS[name].write(replace(READING, report=report), None)
    assert not set(hostile) - set("[2J") & set(written)


@pytest.mark.parametrize("only", LAYERS)
def test_record_json_with_only_has_no_other_layer(only: str) -> None:
    record = json.loads(write_record(READING, only))
    assert set(record) & set(LAYERS) == {only}
    assert record[only] == READING.to_dict()[only]


def test_record_json_is_one_line_and_reads_back() -> None:
    line = write_record(READING)
    assert line.splitlines() == [line[:-1]]
    read = read_record(json.loads(line), READING.evidence())
    assert read.to_dict() == READING.to_dict()
    assert read.evidence() == READING.evidence()
    assert read.events[0].numbers["killed"] == Count(12, None, READING.events[0].numbers["killed"].span)


def read_csv(table: str | None = None) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(write_head(table) + write_rows(READING, table))))


def test_csv_has_an_event_a_row() -> None:
    rows = read_csv()
    assert [row["event"] for row in rows] == [event.id for event in READING.events]
    first = rows[0]
    assert (first["type"], first["mode"], first["quad"]) == ("ASSAULT", "aerial", "material conflict")
    assert (first["killed_low"], first["killed_high"], first["injured_low"]) == ("12", "", "24")
    assert (first["actor"], first["actor_country"], first["statement"]) == ("Norland (military)", "NLD", "s1")
    assert (first["place"], first["lon"], first["speaker"]) == ("Port Amal", "-45.678", "Vesk Red Cross")


def test_csv_has_tables_of_statements_and_terms() -> None:
    assert [row["via"] for row in read_csv("statements")][2] == "Radio Norland"
    assert [row["condition"] for row in read_csv("terms")] == ["", "if Vesk disarms the Amal Brigades"]


def test_csv_names_the_tables_it_has() -> None:
    with pytest.raises(UnknownName, match="known: events, statements, terms"):
        write_head("places")


def test_csv_neutralises_a_formula_in_a_name() -> None:
    statement = replace(READING.statements[0], speaker='=HYPERLINK("http://x")')
    written = write_rows(replace(READING, statements=(statement,)), "statements")
    assert ",\"'=HYPERLINK" in written


def test_html_escapes_what_reports_say() -> None:
    text = '<script>alert(1)</script> "quoted" & more'
    reading = Reading(Report("<b>", text, title="<i>t</i>"), "reader", problems=(Problem("<u>", "<s>"),))
    rendered = render_reading(reading)
    assert "<script" not in rendered
    assert "&lt;script&gt;" in rendered
    for tag in ("<b>", "<i>t", "<u>", "<s>"):
        assert tag not in rendered


def test_html_marks_the_text_and_hovers() -> None:
    rendered = READING._repr_html_()
    assert 'class="rp-content rp-trigger rp-depth1 rp-material-conflict"' in rendered
    assert "e1 · ASSAULT aerial · actual · Norland (military) → the harbour of Port Amal" in rendered
    assert "prefers-color-scheme: dark" in rendered
    assert "rp-depth2" in rendered.split("</style>")[1]


def test_folder_of_csv_has_a_file_for_each_table(tmp_path: Path) -> None:
    with open_output(tmp_path / "tables", FORMATS["csv"]) as write:
        write(READING)
    names = sorted(path.name for path in (tmp_path / "tables").iterdir())
    assert names == ["events.csv", "statements.csv", "terms.csv"]


@pytest.mark.parametrize("report_id", ["../../escape", "/etc/x", ".hidden", "", "a" * 500, "name\x00", "..", "日本"])
def test_folder_of_records_stays_inside(report_id: str, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    with open_output(folder, FORMATS["json"]) as write:
        write(rename(report_id))
        write(rename(report_id))
    written = sorted(tmp_path.rglob("*.json"))
    assert len(written) == 2
    assert {path.parent for path in written} == {folder}
    assert json.loads(written[0].read_text(encoding="utf-8"))["id"] == report_id


def test_name_file_keeps_a_plain_id_and_tells_case_apart() -> None:
    taken: dict[str, int] = {}
    assert [name_file(name, taken) for name in ("wire-7", "Wire-7", "other")] == ["wire-7", "Wire-7~2", "other"]


def test_open_output_writes_nothing_where_nothing_comes(tmp_path: Path) -> None:
    where = tmp_path / "kept.jsonl"
    where.write_text("kept", encoding="utf-8")
    with open_output(where, FORMATS["json"]):
        pass
    assert where.read_text(encoding="utf-8") == "kept"


def test_open_output_says_what_cannot_be_written(tmp_path: Path) -> None:
    with (
        pytest.raises(ReportedlyError, match="cannot write"),
        open_output(tmp_path / "no" / "x.csv", FORMATS["csv"]) as write,
    ):
        write(READING)


def test_find_format_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="known: json, csv, html"):
        find_format("xslx")
    with pytest.raises(UnknownName, match="known endings"):
        find_format(None, tmp_path / "x.docx")
