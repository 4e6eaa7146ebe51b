"""What a seat has typed and not yet sealed, as one text that the session keeps."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields

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
    choices: Mapping[str, str] = field(default_factory=dict)
    """Parameter of the move → what is chosen, where that is not the usual."""

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
    choices = kept.pop("choices", {})
    chosen = choices.items() if isinstance(choices, dict) else ()
    typed = {name: str(kept.get(name, ""))[:LONGEST] for name in _TYPED}
    return Draft(**typed, choices={str(name): str(value)[:LONGEST] for name, value in chosen})


_TYPED = tuple(one.name for one in fields(Draft) if one.name != "choices")
