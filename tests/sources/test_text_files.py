import codecs

import pytest

from reportedly.errors import UnreadableInput
from reportedly.sources import reports
from reportedly.sources.reports import hash_text
from reportedly.sources.text import decode_text, read_text

SENTENCE = "Norland’s army said on Monday that it had left the town of Besançon."
HEBREW = "הממשלה הודיעה ביום שני כי הכוחות עזבו את העיר.\u200f \u202bالحكومة\u202c"
COMBINING = "Cafe\u0301 owners in Bogota\u0301 fled; ﬁve were hurt. 👩\u200d👩\u200d👧"


@pytest.mark.parametrize(
    "text",
    [SENTENCE, HEBREW, COMBINING, "one\r\ntwo\rthree\n\n\tfour \x0b\x0c five\u2028six", "no line end", "x" * 1_000_000],
)
def test_decode_text_changes_nothing_in_utf8(text: str) -> None:
    assert decode_text(text.encode()) == (text, ())


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_decode_text_follows_and_drops_the_byte_order_mark(mark: bytes, encoding: str) -> None:
    assert decode_text(mark + HEBREW.encode(encoding)) == (HEBREW, ())


@pytest.mark.parametrize(
    ("text", "encoding", "taken"),
    [
        ("“We will not leave,” he said – on Monday, in Besançon.", "cp1252", "cp1252"),
        ("Der Minister erklärte am Montag, die Rebellen hätten die Stadt verlassen.", "cp1252", "cp1252"),
        ("Президент заявил, что войска покинули город в понедельник.", "cp1251", "cp1251"),
        ("قال الوزير إن القوات غادرت المدينة يوم الاثنين بعد القصف.", "cp1256", "cp1256"),
    ],
)
def test_decode_text_says_which_encoding_it_guessed(text: str, encoding: str, taken: str) -> None:
    decoded, (problem,) = decode_text(text.encode(encoding))
    assert decoded == text
    assert f"read as {taken}" in problem.message


def test_decode_text_keeps_utf8_where_one_byte_is_broken() -> None:
    text = "Déjà vu à Besançon. " * 5
    decoded, (problem,) = decode_text(text.encode() + b"\xc3")
    assert decoded == text + "\ufffd"
    assert "replaced by U+FFFD" in problem.message


def test_decode_text_marks_half_a_character_of_utf16() -> None:
    decoded, (problem,) = decode_text(codecs.BOM_UTF16_LE + "said".encode("utf-16-le") + b"x")
    assert decoded == "said\ufffd"
    assert "UTF-16-LE" in problem.message


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"text\0text", "NUL bytes"),
        (b"%PDF-1.7\nstream", "a PDF"),
        (b"PK\x03\x04word/document.xml", "a ZIP archive"),
        (b"{\\rtf1 text}", "a rich text document"),
        (bytes(range(1, 32)) * 40, "control characters"),
        (bytes(range(1, 256)) * 40, "not text"),
    ],
)
def test_decode_text_refuses_what_is_not_text(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableInput, match=reason) as caught:
        decode_text(data)
    assert "give plain text, HTML or JSON Lines" in str(caught.value)


def test_read_text_names_a_report_by_its_text() -> None:
    report = read_text(SENTENCE, title=" ", published="2023-09-19", publisher="The Northern Post")
    assert report.id == hash_text(SENTENCE)[:12]
    assert (report.text, report.title, report.publisher) == (SENTENCE, None, "The Northern Post")
    assert read_text(SENTENCE).id == report.id != read_text(SENTENCE + " ").id


def test_read_text_replaces_lone_surrogates_one_for_one() -> None:
    report = read_text("He \ud800said\udfff it.", title="A \udc00")
    assert report.text == "He \ufffdsaid\ufffd it."
    assert report.title == "A \ufffd"
    assert [problem.message for problem in report.problems] == [
        "text: lone surrogates replaced by U+FFFD: 2",
        "title: lone surrogates replaced by U+FFFD: 1",
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\t\r\n \u00a0\u2003"])
def test_read_text_refuses_an_empty_text(text: str) -> None:
    with pytest.raises(UnreadableInput, match="holds no text"):
        read_text(text)


def test_read_text_refuses_a_text_over_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "MAX_CHARACTERS", 10)
    assert read_text("ten chars.").text == "ten chars."
    with pytest.raises(UnreadableInput, match="11 characters, more than the 10"):
        read_text("ten chars..")
