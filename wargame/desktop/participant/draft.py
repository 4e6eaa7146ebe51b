"""What a seat has typed and not yet sealed, as one text that the session keeps."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields

LONGEST = 4_000
"""Characters kept of each part."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A move half entered; everything may be missing."""

    move: str = ""
    target: str = ""
    say: str = ""
    """What the actor says publicly."""
    intent: str = ""
    """What the actor wants from it; for the white cell."""

    def to_text(self) -> str:
        """Return the draft as text; an empty draft is an empty text."""
        return json.dumps(asdict(self), ensure_ascii=False) if self != Draft() else ""


def from_text(text: str) -> Draft:
    """Return the draft kept in `text`; an empty one when it cannot be read, for a draft is never worth an error."""
    try:
        kept = json.loads(text) if text else {}
    except ValueError:
        return Draft()
    if not isinstance(kept, dict):
        return Draft()
    return Draft(**{field.name: str(kept.get(field.name, ""))[:LONGEST] for field in fields(Draft)})
