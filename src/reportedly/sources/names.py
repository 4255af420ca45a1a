"""Which id does a report from the web get? One that can be read and a file name, and is the same each time."""

import re

from reportedly.sources.reports import hash_text

#: What an id keeps of an address: host and path, as far as they can be read at a glance.
MAX_READABLE = 60
UNREADABLE = re.compile(r"[^a-z0-9.]+")
PREFIX = re.compile(r"^(?:https?://)?(?:www\.)?", re.IGNORECASE)
SUFFIX = re.compile(r"\.(?:html?|php|aspx?)$")


def name_address(url: str) -> str:
    """Give the id's stem for an address: `news.example-2024-port-amal-1a2b3c4d`, the end from its sha256."""
    path = re.split(r"[?#]", PREFIX.sub("", url, count=1), maxsplit=1)[0].lower()
    readable = UNREADABLE.sub("-", SUFFIX.sub("", path)).strip("-.")[:MAX_READABLE].strip("-.")
    return f"{readable or 'page'}-{hash_text(url)[:8]}"
