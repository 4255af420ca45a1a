"""What can go wrong, as one small tree.

ReportedlyError          wrong use: the caller can do something about it
├── UnknownName          a format, model, type or id that is not known; says which are
├── UnreadableInput      nothing at all could be read from what was given
├── UnusableModel        a model folder that lacks a file, or a file that is not what its checksum says
└── UnusableRecord       a record file that is not one, or of a version this program does not know

Bad input never raises out of a batch: it becomes a `Problem` (model.py) and the rest goes on.
"""


class ReportedlyError(Exception):
    """Wrong use of the program; the message says what, which, and what would do."""


class UnknownName(ReportedlyError):
    """A name that is not among the known ones."""


class UnreadableInput(ReportedlyError):
    """Input of which nothing could be read."""


class UnusableModel(ReportedlyError):
    """A model folder that cannot be used."""


class UnusableRecord(ReportedlyError):
    """A record that cannot be opened."""
