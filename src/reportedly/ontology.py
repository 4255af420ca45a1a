"""PLOVER's words: event types, quad classes and modes, and this project's statuses and term kinds.

Facts from the PLOVER codebook (Open Event Data Alliance, draft 2.0, CC BY-SA 4.0). Where the codebook
contradicts itself this project decides: SANCTION is material conflict, and the four auxiliary modes
(historical, future, hypothetical, negation) are the `status` of an event.
"""

from types import MappingProxyType

#: Event type -> quad class.
TYPES: MappingProxyType[str, str] = MappingProxyType(
    {
        "AGREE": "verbal cooperation",
        "CONSULT": "verbal cooperation",
        "SUPPORT": "verbal cooperation",
        "CONCEDE": "verbal cooperation",
        "COOPERATE": "material cooperation",
        "AID": "material cooperation",
        "RETREAT": "material cooperation",
        "REQUEST": "verbal conflict",
        "ACCUSE": "verbal conflict",
        "REJECT": "verbal conflict",
        "THREATEN": "verbal conflict",
        "PROTEST": "material conflict",
        "SANCTION": "material conflict",
        "MOBILIZE": "material conflict",
        "COERCE": "material conflict",
        "ASSAULT": "material conflict",
    }
)

#: Event type -> its modes, in the codebook's order. A type that is absent has none.
MODES: MappingProxyType[str, tuple[str, ...]] = MappingProxyType(
    {
        "CONSULT": ("visit", "third-party", "multilateral", "phone"),
        "RETREAT": ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
        "REQUEST": ("assist", "change", "yield", "meet"),
        "REJECT": ("assist", "change", "yield", "meet"),
        "ACCUSE": ("disapprove", "investigate", "allege"),
        "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
        "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
        "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
        "MOBILIZE": ("troops", "weapons", "police", "militia"),
        "COERCE": (
            "seize", "restrict", "censor", "curfew", "martial-law",
            "arrest", "deport", "withhold", "misinformation", "cyber",
        ),
        "ASSAULT": (
            "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms",
            "explosives", "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
        ),
    }
)  # fmt: skip

#: How real the text makes an event: PLOVER's auxiliary modes, plus `actual`.
STATUSES: tuple[str, ...] = ("actual", "historical", "future", "hypothetical", "negated")

#: What a party puts to another.
TERM_KINDS: tuple[str, ...] = ("demand", "offer", "threat", "refusal", "acceptance", "commitment")
