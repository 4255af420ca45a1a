"""Headlines that run on into the first sentence."""

import pytest

from reportedly.language.headlines import find_headline_end
from reportedly.language.tokens import find_words


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("Oster Says Talks With Luria Are Over", "The president of Oster said on Monday that no envoy would go."),
        ("Aid Convoy Leaves for Northern Camp", "Nairobi — Three lorries with flour left on Monday."),
        ("Aid Convoy Reaches Besieged Northern Camp", "Phnom Penh — Three lorries with flour left on Monday."),
        ("Aid Convoy Reaches Besieged Northern Camp", "Gaziantep, Turkey — Three lorries left on Monday."),
        ("Talks Fail Again, Envoys Say", "Phnom Penh — Three envoys left on Monday."),
        ("Envoys Leave After Talks Fail", "White House — Three envoys left on Monday."),
        ("Convoy Hit Near Border —", "Three lorries were hit by shells on Monday, the army said."),
    ],
)
def test_headline_ends_where_the_body_starts(headline: str, body: str) -> None:
    text = f"{headline} {body}"
    words = find_words(text)
    end = find_headline_end(text, words)
    assert end is not None
    assert text[words[end][0] :] == body


@pytest.mark.parametrize(
    "text",
    [
        "Oster Says Talks Are Over\nThe president of Oster said on Monday that no envoy would go anywhere at all.",
        "The president of Oster said on Monday that the talks with Luria, which began in May, were over.",
        "Nairobi — Three lorries with flour left the northern camp on Monday, the army said in a statement.",
        "The army — which left Vesk on Monday — said that it would be back within the month, come what may.",
        "",
        "One",
        "A Title In Which Every Word Is Written With A Capital Letter And Nothing Else Follows It At All",
    ],
)
def test_text_without_such_a_headline_has_none(text: str) -> None:
    assert find_headline_end(text, find_words(text)) is None
