"""Which mentions stand for the same one. Sources are marked [[like this]], actors ((like this))."""

import re

import pytest

from reportedly.language.annotation import Annotation, Attribution, Happening
from reportedly.model import Span
from reportedly.reading.actors import find_actors

_MARK = re.compile(r"\[\[(.+?)\]\]|\(\((.+?)\)\)")


def resolve(marked: str, published: str | None = None) -> list[str]:
    """Give the name of each marked mention, in order."""
    sources: list[Span] = []
    actors: list[Span] = []
    text, at = "", 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        (sources if match[1] else actors).append((len(text), len(text) + len(match[1] or match[2])))
        text += match[1] or match[2]
        at = match.end()
    text += marked[at:]
    sentences, start = [], 0
    for match in re.finditer(r"\.(?= |$)", text):
        sentences.append((start, match.end()))
        start = match.end() + 1
    attributions = []
    for span in sources:
        sentence = next(bounds for bounds in sentences if bounds[0] <= span[0] < bounds[1])
        quote = text[sentence[0] : span[0]].find("”")
        content = (sentence[0], sentence[0] + quote + 1) if quote > 0 else (span[1] + 1, sentence[1])
        attributions.append(Attribution((span,), (), (content,), 1.0))
    happenings = tuple(
        Happening(span, "ASSAULT", 1.0, None, "actual", 1.0, (span,), (), (), (), 1.0) for span in actors
    )
    annotation = Annotation(text, (), tuple(sentences), (), (), attributions=tuple(attributions), happenings=happenings)
    names = {mention: actor.name for actor in find_actors(annotation, published) for mention in actor.mentions}
    return [names[span] for span in sorted([*sources, *actors])]


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("Peru’s president, Ana Quispe, flew home. [[Quispe]] said it rained.", ["Ana Quispe"]),
        ("[[Quispe]] said it rained. Peru’s president, Ana Quispe, flew home.", ["Ana Quispe"]),
        ("[[The Coast Defence Front (CDF)]] said so. [[The CDF]] said no more.", ["Coast Defence Front"] * 2),
        ("[[Amnesty International]] said so. [[Amnesty]] said no more.", ["Amnesty International"] * 2),
        (
            "[[Edvard Ilm]] said so. [[Petra Ilm]] agreed. [[Ilm]] said no more.",
            ["Edvard Ilm", "Petra Ilm", "Petra Ilm"],
        ),
        ("The United States slept. [[The US]] said so.", ["United States"]),
        ("[[Radio Oster]] said so. [[Oster]] agreed.", ["Radio Oster", "Oster"]),
        ("[[Oster’s Defence Ministry]] said so. [[Oster]] agreed.", ["Oster’s Defence Ministry", "Oster"]),
    ],
)
def test_shorter_name_joins_the_fuller_one(marked: str, names: list[str]) -> None:
    assert resolve(marked) == names


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("[[Ana Quispe]] said so. [[She]] said no more.", ["Ana Quispe", "Ana Quispe"]),
        ("[[Edvard Ilm]] said that ((he)) would attack.", ["Edvard Ilm", "Edvard Ilm"]),
        ("[[Mr Ilm]] met Mrs Vance. [[Mrs Vance]] said so. [[He]] said no.", ["Ilm", "Vance", "Ilm"]),
        ("[[Norway]] said so. [[It]] said no more.", ["Norway", "Norway"]),
        ("[[Peruvian officials]] said so. [[They]] said no more.", ["Peruvian officials"] * 2),
        ("“((We)) will attack the port,” [[Edvard Ilm]] said.", ["Edvard Ilm", "Edvard Ilm"]),
        ("[[The US]] said so.", ["US"]),
        ("[[They]] said so.", ["They".lower()]),
    ],
)
def test_pronoun_finds_its_antecedent(marked: str, names: list[str]) -> None:
    assert resolve(marked) == names


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("[[Peruvian President Ana Quispe]] said so. [[The president]] said no more.", ["Ana Quispe"] * 2),
        ("[[The Peruvian president]] said so. Rain fell on Peruvian President Ana Quispe.", ["Ana Quispe"]),
        ("[[A navy spokesman]] said so. [[The spokesman]] said no more.", ["navy spokesman"] * 2),
        ("[[An official]] said so. [[An aide]] said no. [[The official]] left.", ["official", "aide", "official"]),
        ("[[The Peruvian interior ministry]] said so. [[The ministry]] left.", ["Peruvian interior ministry"] * 2),
        ("[[Hezbollah]] said so. [[The group]] said no more.", ["Hezbollah", "Hezbollah"]),
        ("[[Peru’s defence minister]] said so. [[Jorge Salas]] said no more.", ["Jorge Salas", "Jorge Salas"]),
        ("[[A senior aide to Quispe]] said so. Rain fell on Ana Quispe.", ["senior aide to Ana Quispe"]),
        ("[[Norwegian Premier Ed Ilm]] said so. ((His government)) attacked.", ["Ed Ilm", "Norway (government)"]),
        ("[[Norway]] said so. ((Its forces)) attacked.", ["Norway", "Norway’s forces"]),
        ("[[The Presidential Administration]] said so. Bolivia slept.", ["Presidential Administration of Bolivia"]),
        ("[[Ana Roa]] met [[Ed Ilm]]. [[The two leaders]] left.", ["Ana Roa", "Ed Ilm", "Ana Roa and Ed Ilm"]),
    ],
)  # fmt: skip
def test_description_finds_its_holder(marked: str, names: list[str]) -> None:
    assert resolve(marked) == names


@pytest.mark.parametrize(
    ("published", "marked", "names"),
    [
        ("2018-06-01", "[[The Turkish president]] said so.", ["Recep Tayyip Erdogan"]),
        ("2013-06-01", "[[The Turkish president]] said so.", ["Abdullah Gul"]),
        ("2013-06-01", "[[Turkey’s prime minister]] said so.", ["Recep Tayyip Erdogan"]),
        ("2018-06-01", "[[The French premier]] said so.", ["Édouard Philippe"]),
        ("2016", "[[The U.S. president]] said so.", ["Barack Obama"]),
        ("2017-01-19", "[[The US president]] said so.", ["Barack Obama"]),
        ("2017-01-20", "[[The US president]] said so.", ["Donald Trump"]),
        ("2018-06-01", "[[The Turkish president]] said so. [[Erdogan]] left.", ["Erdogan", "Erdogan"]),
        ("2018-06-01", "[[The former Turkish president]] said so.", ["former Turkish president"]),
        ("2018-06-01", "[[A Turkish president]] said so.", ["Turkish president"]),
        (None, "[[The Turkish president]] said so.", ["Turkish president"]),
        ("2018-06-01", "[[Turkish President Ana Roa]] said so. [[The Turkish president]] left.", ["Ana Roa"] * 2),
    ],
)  # fmt: skip
def test_office_finds_who_held_it_on_the_day(published: str | None, marked: str, names: list[str]) -> None:
    assert resolve(marked, published) == names


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("“((We)) will act,” [[Peruvian Foreign Minister Ana Roa]] said.", ["Peru (government)", "Ana Roa"]),
        ("“((We)) will act,” [[Ana Roa]] said.", ["Ana Roa", "Ana Roa"]),
        ("((Houthi fighters)) attacked. ((The militants)) left.", ["Houthis", "militants"]),
        ("((Houthi fighters)) attacked. ((The fighters)) left.", ["Houthis", "Houthis"]),
        ("((200 Houthi fighters)) attacked.", ["200 Houthi fighters"]),
        ("((Houthi positions)) fell.", ["Houthis"]),
        ("The Coast Defence Front (CDF) left. ((CDF positions)) fell.", ["Coast Defence Front"]),
        ("((The rebel positions)) fell.", ["rebels"]),
        ("((civilian)) deaths rose.", ["civilians"]),
        ("((Islamic State)) attacked. [[The coalition]] said so.", ["Islamic State", "coalition"]),
        ("((The Artsakh Defense Army)) left. ((The Azerbaijani army)) attacked.", ["Artsakh Defense Army", "Azerbaijani army"]),
        ("((A Peruvian journalist)) left. Rain fell on Peruvian journalist Ana Roa.", ["Ana Roa"]),
        ("((The Mideast)) slept. [[Ed Ilm]] said that ((he)) would act.", ["Mideast", "Ed Ilm", "Ed Ilm"]),
        ("[[The Roa Party]] met rebels. ((Rebels)) attacked. [[They]] left.", ["Roa Party", "Rebels", "Rebels"]),
    ],
)  # fmt: skip
def test_party_is_found_behind_its_members_and_words(marked: str, names: list[str]) -> None:
    assert resolve(marked) == names


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("[[Ana Quispe and Edvard Ilm]] said so.", ["Ana Quispe and Edvard Ilm"]),
        ("[[Peru’s president, Ana Quispe, and Edvard Ilm]] said so.", ["Ana Quispe and Edvard Ilm"]),
        ("((American, British and French workers)) attacked.", ["American, British and French workers"]),
        ("[[The Justice and Development Party]] said so.", ["Justice and Development Party"]),
        ("[[The leaders of Peru and Chile]] said so.", ["leaders of Peru and Chile"]),
    ],
)
def test_joint_mention_has_one_name(marked: str, names: list[str]) -> None:
    assert resolve(marked) == names
