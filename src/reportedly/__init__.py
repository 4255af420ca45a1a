"""reportedly reads news reports of conflict and keeps the record: who said what, through whom, and what they say happened.

    import reportedly
    reading = reportedly.read("Norland said on Monday its troops had left Vesk.", published="2024-05-07")
    reading.statements[0].speaker

Names load on first use, so that importing the package costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportedly.api import open_reader, read, read_many
    from reportedly.errors import ReportedlyError
    from reportedly.model import Reading, Report
    from reportedly.record.store import open_store

__version__ = "0.1.0"
__all__ = ["Reading", "Report", "ReportedlyError", "__version__", "open_reader", "open_store", "read", "read_many"]

_HOMES = {
    "Reading": "reportedly.model",
    "Report": "reportedly.model",
    "ReportedlyError": "reportedly.errors",
    "open_reader": "reportedly.api",
    "open_store": "reportedly.record.store",
    "read": "reportedly.api",
    "read_many": "reportedly.api",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'reportedly' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
