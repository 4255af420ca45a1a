"""Does a clause look ahead or back? "Friday" is a day to come in "will meet on Friday", a past one in "met on Friday".

The words beside an expression decide: the verb before it, or, where it leads its sentence, the first verb after it.
"""

import re
from typing import Final

from reportedly.model import Span

#: how many characters before an expression, and after it, tell whether its clause looks ahead
_LEFT: Final = 60
_RIGHT: Final = 120
_CLAUSE: Final = re.compile(r"[.;!?\n]\s")
_WILL: Final = (
    r"will|'ll|’ll|shall|is to|are to|(?:is|are) (?:due|set|expected|scheduled|slated|planning|hoping|preparing|going) to"
    r"|(?:plans?|hopes?|intends?|aims?) to"
)
_AHEAD: Final = re.compile(
    r"\b(?:will|'ll|’ll|would|shall|scheduled|slated|due|is to|are to|set to|going to|plans? (?:to|for)|planned|planning"
    r"|must|should|(?:may|might|could|can) (?:\w{2,20} )?be|expect(?:ed|s)?|upcoming|deadline"
    r"|goe?s? to the polls|(?:begins|starts|opens|expires|convenes|resumes|meets|votes|arrives|travels|flies)"
    r"|takes? (?:effect|place|office)"
    r"|(?:decided|agreed|vowed|pledged|promised|hopes?|intends?|preparing) to)\b"
    r"(?!.*\b(?:said|told|announced|reported|was|were)\b)"
)
#: "Envoys must leave by", "postponed until", but not "held the town until"
_LIMIT: Final = re.compile(r"\b(?:(?:by|until|till)(?: at least)?|ahead of|as (?:soon|early) as)\s*$")
_LASTED: Final = re.compile(
    r"\b(?:had|held|lasted|remained|stayed|continued|raged|ran|ruled|fought|lived|worked|was|were)\b(?!.*\bto\b)"
)
_PUT_OFF: Final = re.compile(
    r"\b(?:adjourned|postponed|delayed|extended|suspended|deferred|remanded|banned|pushed back|put off|on hold)\b"
)
_HAD: Final = re.compile(r"\bhad (?:been )?(?:due|set|expected|scheduled|planned)\b")
_TOLD: Final = re.compile(
    r"\b(?:said|told|held|met|(?!scheduled|expected|planned|slated|postponed|delayed|needed)\w{2,30}ed)"
    r"(?: (?:on|late|early))*\s*$"
)
_DONE: Final = re.compile(
    r"\b(?:said|was|were|had|told|did|has|have|took|began|came|went|left|fell|broke|met|held|won|lost|fled|fought"
    r"|struck|shot|sent|gave|made|rose|became|brought|drew|saw|\w+ed)\b"
)
#: the first verb after "On Friday,": "the envoys will meet" or "the envoys met and will ..."
_FIRST_VERB: Final = re.compile(
    rf"\b(?:(?P<ahead>{_WILL})|said|says|told|was|were|had|did|has|have|(?!united\b|red\b|need\b)\w{{2,30}}ed)\b"
)
#: "the talks planned for Friday were put off"
_WAS: Final = re.compile(
    r"\s(?:was|were|had)\b(?! (?:postponed|delayed|moved|put off))"
    # "the Oct. 7 attacks" are not to come
    r"|\s(?:attack|assault|massacre|raid|bombing|blast|explosion|killing|shooting|strike|invasion|coup|earthquake)s?\b"
)
#: "gave no reason for the Jan. 14 deadline": what is planned may be near at hand
_PLANNED: Final = re.compile(r"\s(?:deadline|election|vote|summit|referendum|ballot|poll|runoff|trial|hearing)s?\b")
_LEAD: Final = re.compile(
    r"[\"“'‘(\s]*(?:(?:and|but|then|also|on|in|at|by|until|before|during|early|late|earlier|later)\s+){0,3}"
)


def is_ahead(text: str, span: Span) -> bool:
    """Tell whether the clause of a time expression speaks of what is to come."""
    start, end = span
    left, right = _left_of(text, start), _CLAUSE.split(text[end : end + _RIGHT])[0].lower()
    if right[:2] in {"'s", "’s"} or _TOLD.search(left) or _HAD.search(left) or _WAS.match(right):
        return False
    if _LEAD.fullmatch(left):
        verb = _FIRST_VERB.search(right)
        return bool(verb and verb["ahead"]) or (verb is None and bool(_LIMIT.search(left)))
    limit = _LIMIT.search(left) and (_PUT_OFF.search(left) or not _LASTED.search(left))
    return bool(limit or _AHEAD.search(left))


def is_done(text: str, span: Span) -> bool:
    """Tell whether the words before a time expression, or the deed named after it, tell of what happened."""
    right = text[span[1] : span[1] + _LEFT].lower()
    return bool(_WAS.match(right) or (_DONE.search(_left_of(text, span[0])) and not _PLANNED.match(right)))


def _left_of(text: str, start: int) -> str:
    return _CLAUSE.split(text[max(0, start - _LEFT) : start])[-1].lower()
