"""What does a filter ask of the database? Each function gives the conditions for one filter: none where it is not set.

What a person types is never full-text syntax: every word and every phrase in quotes is handed over quoted.
"""

import re
from itertools import islice

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, union_all

from reportedly.errors import ReportedlyError, UnknownName
from reportedly.record.schema import FINDINGS_PER_REPORT, names, names_words, parties, reports, storable, words

Conditions = tuple[ColumnElement[bool], ...]

_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T[\d:.,Z+-]{1,40})?)?)?")

#: Where an ISO 8601 time can be cut: after the year, the month, the day, the hour, the minute, the second.
_CUTS = (4, 7, 10, 13, 16, 19)

_PHRASES = re.compile(r'"([^"]*)"?|([^\s"]+)')

#: More words than anybody asks for at once, and fewer than FTS5 refuses.
_MOST_WORDS = 200


def ask_value(column: ColumnElement[str], value: str | None, what: str, known: tuple[str, ...]) -> Conditions:
    """Ask for a value that is one of the known ones; raise UnknownName for another."""
    if value is None:
        return ()
    if value not in known:
        raise UnknownName(f"unknown {what} '{value}'; known: {', '.join(known)}")
    return (column == value,)


def ask_dates(column: ColumnElement[str], since: str | None, until: str | None) -> Conditions:
    """Ask for dates from `since` to `until`, both included, compared as far as both are precise."""
    conditions: list[ColumnElement[bool]] = []
    if since is not None:
        _check_date(since)
        cuts = [since[:cut] for cut in _CUTS if cut < len(since)]
        later = column >= since
        # "2022" is one of the days since 2022-03; the range from its first cut on is what the index can walk
        conditions.append(and_(column >= cuts[0], or_(later, column.in_(cuts))) if cuts else later)
    if until is not None:
        _check_date(until)
        conditions.append(column <= f"{until}~")  # "~" comes after all that a date goes on with
    return tuple(conditions)


def ask_party(key: ColumnElement[int], roles: tuple[str, ...], name: str | None) -> Conditions:
    """Ask for findings where a name, or a country by its three letters, stands in one of the roles."""
    if name is None:
        return ()
    chosen = _choose_parties(roles, name)
    return (false(),) if chosen is None else (key.in_(chosen),)


def ask_subject(key: ColumnElement[int], about: str | None) -> Conditions:
    """Ask for statements whose content names it, by whatever word, or has its words."""
    if about is None:
        return ()
    parts = [part for part in (_choose_parties(("about",), about), _choose_words("said", about)) if part is not None]
    return (key.in_(union_all(*parts)) if parts else false(),)


def ask_words(key: ColumnElement[int], field: str, asked: str | None) -> Conditions:
    """Ask for findings with words in what full text keeps of them: `said`, `did` or `term`."""
    if asked is None:
        return ()
    chosen = _choose_words(field, asked)
    return (false(),) if chosen is None else (key.in_(chosen),)


def ask_report_words(asked: str | None) -> Conditions:
    """Ask for reports with words in their title or their text."""
    query = escape_words(asked or "")
    if asked is None or query is None:
        return () if asked is None else (false(),)
    found = select(words.c.rowid // FINDINGS_PER_REPORT).where(words.c.words.match(f"{{title text}} : ({query})"))
    return (reports.c.key.in_(found),)


def ask_publisher(report: ColumnElement[int], publisher: str | None) -> Conditions:
    """Ask for what a publisher published, by whole words of its name."""
    if publisher is None:
        return ()
    query = escape_words(publisher)
    if query is None:
        return (false(),)
    called = select(names.c.name).where(names.c.key.in_(choose_names(query)))
    return (report.in_(select(reports.c.key).where(reports.c.publisher.in_(called))),)


def escape_words(asked: str) -> str | None:
    """Give FTS5's query for all of the words, a phrase in quotes as such; None where there is no word in it."""
    phrases = (found[1] or found[2] or "" for found in _PHRASES.finditer(storable(asked)))
    searched = (phrase for phrase in phrases if any(character.isalnum() for character in phrase))
    return " AND ".join(f'"{phrase}"' for phrase in islice(searched, _MOST_WORDS)) or None


def _choose_parties(roles: tuple[str, ...], name: str) -> Select[tuple[int]] | None:
    query = escape_words(name)
    if query is None:
        return None
    named = select(parties.c.finding).where(parties.c.role.in_(roles), parties.c.name.in_(choose_names(query)))
    country = read_country(name)
    if country is None:
        return named
    of_country = select(parties.c.finding).where(parties.c.role.in_(roles), parties.c.country == country)
    return select(union_all(named, of_country).subquery().c.finding)


def read_country(name: str) -> str | None:
    """Give the country that three letters may stand for; None where it is no three letters."""
    return name.upper() if re.fullmatch("[A-Za-z]{3}", name) else None


def choose_names(query: str) -> Select[tuple[int]]:
    """Choose the names that hold the words of FTS5's query, by their keys."""
    return select(names_words.c.rowid).where(names_words.c.names_words.match(query))


def _choose_words(field: str, asked: str) -> Select[tuple[int]] | None:
    query = escape_words(asked)
    return None if query is None else select(words.c.rowid).where(words.c[field].match(query))


def _check_date(date: str) -> None:
    if not _DATE.fullmatch(date):
        raise ReportedlyError(f"not a date: '{date}'; write a year, a month or a day: 2022, 2022-03 or 2022-03-05")
