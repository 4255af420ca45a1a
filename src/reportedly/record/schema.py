"""Which tables hold the record? Plain tables that others can open, and two full-text indexes beside them.

Every statement, event and term has a key that is computed from its report's (`finding_key`): all the findings of a
report stand in one range of keys, and `words` and `parties` point at any of them. Spans and lists are JSON; offsets
are code points of `reports.text`. SQLite only where full text is: the rest is portable.
"""

import re

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    column,
    table,
    text,
)
from sqlalchemy.sql.schema import SchemaItem

#: SQLite's mark of whose file it is ("rptd"), and which tables it holds: raise VERSION with any change to them.
APPLICATION_ID = 0x72707464
VERSION = 3

#: How many keys a report has to give to its findings; the report itself has the first.
FINDINGS_PER_REPORT = 1 << 24

metadata = MetaData()


def _report_column(*, primary_key: bool = False) -> Column[int]:
    reference = ForeignKey("reports.key", ondelete="CASCADE")
    return Column("report", Integer, reference, primary_key=primary_key, nullable=False)


def _finding_table(name: str, *items: SchemaItem) -> Table:
    """Give a table of findings that full text and parties point at."""
    items = (_report_column(), Column("id", Text, nullable=False), Column("date", Text), *items)
    found = Table(name, metadata, Column("key", Integer, primary_key=True, autoincrement=False), *items)
    Index(f"{name}_report", found.c.report)
    Index(f"{name}_date", found.c.date.desc(), found.c.key)
    return found


def _layer_table(name: str, *columns: Column[object]) -> Table:
    """Give a table of findings that are only ever asked for by their report."""
    number = Column("number", Integer, primary_key=True, autoincrement=False)
    return Table(name, metadata, _report_column(primary_key=True), number, *columns, sqlite_with_rowid=False)


def _index_by_date(found: Table, *names: str) -> None:
    for name in names:
        Index(f"{found.name}_{name}", found.c[name], found.c.date.desc(), found.c.key)


reports = Table(
    "reports",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("published", Text),
    Column("publisher", Text),
    Column("url", Text),
    Column("language", Text),
    Column("where", Text),
    Column("added_at", Text, nullable=False),
    Column("reader", Text, nullable=False),
    Column("text_hash", Text, nullable=False),
    Column("title", Text),
    Column("text", Text, nullable=False),
)
Index("reports_published", reports.c.published.desc(), reports.c.key)
Index("reports_publisher", reports.c.publisher, reports.c.published.desc(), reports.c.key)
Index("reports_text_hash", reports.c.text_hash)

#: The whole Record JSON but its text, and the evidence: JSON, packed by zlib.
readings = Table(
    "readings",
    metadata,
    _report_column(primary_key=True),
    Column("record", LargeBinary, nullable=False),
    Column("evidence", LargeBinary, nullable=False),
)

statements = _finding_table(
    "statements",
    Column("kind", Text, nullable=False),
    Column("speaker", Text),
    Column("within", Text),
    Column("score", Float),
    Column("spans", JSON, nullable=False),
)
_index_by_date(statements, "kind")

#: `start` and `end` are the passage that tells the event: its words and what stands between them.
events = _finding_table(
    "events",
    Column("type", Text, nullable=False),
    Column("mode", Text),
    Column("status", Text, nullable=False),
    Column("statement", Text),
    Column("score", Float),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("contexts", JSON, nullable=False),
    Column("numbers", JSON, nullable=False),
    Column("spans", JSON, nullable=False),
)
_index_by_date(events, "type", "mode", "status")

terms = _finding_table(
    "terms",
    Column("kind", Text, nullable=False),
    Column("deadline", Text),
    Column("statement", Text),
    Column("answers", Text),
    Column("score", Float),
    Column("spans", JSON, nullable=False),
)
_index_by_date(terms, "kind")

disputes = _layer_table("disputes", Column("a", Text), Column("b", Text), Column("about", Text, nullable=False))

actors = _layer_table(
    "actors",
    Column("id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("country", Text),
    Column("sectors", JSON, nullable=False),
    Column("wikidata", Text),
    Column("mentions", JSON, nullable=False),
)

places = _layer_table(
    "places",
    Column("id", Text, nullable=False),
    Column("span", JSON, nullable=False),
    Column("name", Text),
    Column("country", Text),
    Column("lat", Float),
    Column("lon", Float),
    Column("geonameid", Integer),
    Column("feature", Text),
    Column("precision", Text),
    Column("why", Text),
)

times = _layer_table(
    "times",
    Column("span", JSON, nullable=False),
    Column("type", Text, nullable=False),
    Column("value", Text),
    Column("start", Text),
    Column("end", Text),
    Column("anchor", JSON(none_as_null=True)),
)

problems = _layer_table(
    "problems",
    Column("stage", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("span", JSON(none_as_null=True)),
)

#: Every name once, as written; whole words of it are found through `names_words`.
names = Table(
    "names",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
)

#: Who or what stands in which finding (a statement's, event's, term's or report's key), in which role.
parties = Table(
    "parties",
    metadata,
    Column("finding", Integer, primary_key=True, autoincrement=False),
    Column("role", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", Integer, ForeignKey("names.key"), nullable=False),
    Column("country", Text),
    sqlite_with_rowid=False,
)
Index("parties_name", parties.c.name, parties.c.role)
Index("parties_country", parties.c.country, parties.c.role, sqlite_where=parties.c.country.is_not(None))

#: What an actor or a place (`name`), or an event (`finding`), is called where the text speaks of it: `id` is the finding
#: it is in its report, `words` what stands there, `voice` whose words they are: the report's own, or a speaker's, quoted
#: or reported.
labels = Table(
    "labels",
    metadata,
    _report_column(primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("finding", Integer),
    Column("date", Text),
    Column("name", Integer, ForeignKey("names.key")),
    Column("country", Text),
    Column("words", Text, nullable=False),
    Column("speaker", Integer, ForeignKey("names.key")),
    Column("speaker_country", Text),
    Column("voice", Text, nullable=False),
    sqlite_with_rowid=False,
)
Index("labels_finding", labels.c.finding, sqlite_where=labels.c.finding.is_not(None))
Index("labels_name", labels.c.name)
Index("labels_country", labels.c.country, sqlite_where=labels.c.country.is_not(None))
Index("labels_words", labels.c.words.collate("NOCASE"), labels.c.name, sqlite_where=labels.c.name.is_not(None))
Index("labels_speaker", labels.c.speaker)

#: What grouping must know of a report (grouping/digests.py), and the reports that name its origin and its story: the
#: earliest of each. `happenings` is JSON, packed.
digests = Table(
    "digests",
    metadata,
    _report_column(primary_key=True),
    Column("rank", Integer, nullable=False),
    Column("day", Integer),
    Column("outlet", Text),
    Column("credits", JSON, nullable=False),
    Column("size", Integer, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("quotations", LargeBinary, nullable=False),
    Column("terms", LargeBinary, nullable=False),
    Column("happenings", LargeBinary, nullable=False),
    Column("origin", Integer, nullable=False),
    Column("story", Integer, nullable=False),
)
Index("digests_origin", digests.c.origin)
Index("digests_story", digests.c.story)

#: Where reports that may belong together find each other; within a key by `rank`, which nobody chose.
group_keys = Table(
    "group_keys",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),
    Column("rank", Integer, primary_key=True, autoincrement=False),
    Column("report", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

#: Which event tells of which incident: `happening` is the first event of the same report that tells it too, `incident`
#: the first of the earliest report.
mentions = Table(
    "mentions",
    metadata,
    Column("event", Integer, primary_key=True, autoincrement=False),
    _report_column(),
    Column("happening", Integer, nullable=False),
    Column("incident", Integer, nullable=False),
)
Index("mentions_report", mentions.c.report)
Index("mentions_incident", mentions.c.incident)

#: What several reports, or one alone, tell of one happening: `key` is its first event, `date` the day most accounts
#: give, `disputed` what they differ about.
incidents = Table(
    "incidents",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),
    _report_column(),
    Column("type", Text, nullable=False),
    Column("date", Text),
    Column("reports", Integer, nullable=False),
    Column("disputed", Text),
)
Index("incidents_report", incidents.c.report)
Index("incidents_date", incidents.c.date.desc(), incidents.c.key)
Index("incidents_type", incidents.c.type, incidents.c.date.desc(), incidents.c.key)
Index("incidents_disputed", incidents.c.date.desc(), incidents.c.key, sqlite_where=incidents.c.disputed.is_not(None))

#: Reports about the same news: `report` is the earliest, `date` when the latest was published.
stories = Table(
    "stories",
    metadata,
    _report_column(primary_key=True),
    Column("date", Text),
    Column("reports", Integer, nullable=False),
)
Index("stories_date", stories.c.date.desc(), stories.c.report)

#: Full text: a report's title and text, a statement's content, an event's passage, a term's content; `words` is FTS5's
#: own column, which stands for all of them in a query and takes its commands in an insert.
words = table(
    "words",
    column("rowid", Integer),
    *(column(name, Text) for name in ("words", "title", "text", "said", "did", "term")),
)

#: Full text of `names`.
names_words = table("names_words", column("rowid", Integer), column("names_words", Text), column("name", Text))

# Contentless: the words stand in reports.text already, and an index of them is all that is needed here.
_TOKENIZER = "tokenize = 'unicode61 remove_diacritics 2'"
_FULL_TEXT = (
    f"CREATE VIRTUAL TABLE words USING fts5(title, text, said, did, term, content = '', columnsize = 0, {_TOKENIZER})",
    "CREATE VIRTUAL TABLE names_words USING fts5"
    f"(name, content = 'names', content_rowid = 'key', columnsize = 0, {_TOKENIZER})",
    "CREATE TRIGGER names_added AFTER INSERT ON names BEGIN "
    "INSERT INTO names_words(rowid, name) VALUES (new.key, new.name); END",
    "CREATE TRIGGER names_deleted AFTER DELETE ON names BEGIN "
    "INSERT INTO names_words(names_words, rowid, name) VALUES ('delete', old.key, old.name); END",
)


def create_tables(connection: Connection) -> None:
    """Make every table, and mark the file as a record of this version; one transaction of the caller's."""
    metadata.create_all(connection, checkfirst=False)
    for statement in _FULL_TEXT:
        connection.execute(text(statement))
    connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
    connection.execute(text(f"PRAGMA user_version = {VERSION}"))


def finding_key(report_key: int, number: int) -> int:
    """Give the key of a report's finding; number 0 is the report itself."""
    return report_key * FINDINGS_PER_REPORT + number


# SQLite ends a text at NUL for its functions, and a lone surrogate (JSON's "\ud800") has no UTF-8 at all.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def storable(words: str) -> str:
    """Give the words with U+FFFD for what a column cannot hold, one for one, so that offsets stay."""
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", words)
