"""How the full name of a track is shown to people and to other programs.

Inside, the owners of a pair are sorted, so that `prc.us.trust` has one name.
Outside they stand in the order in which the exercise names its actors:
`us.prc.trust`. Rules may be written in either order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol


class _Acted(Protocol):
    @property
    def actors(self) -> Mapping[str, object]: ...


def owners_shown(exercise: _Acted, owners: Iterable[str]) -> tuple[str, ...]:
    """Return owners in the exercise's order of actors; whoever is none of them comes last."""
    order = {actor: place for place, actor in enumerate(exercise.actors)}
    return tuple(sorted(owners, key=lambda owner: (order.get(owner, len(order)), owner)))


def track_shown(exercise: _Acted, track: str) -> str:
    """Return the full name of a track as it is shown: `us.prc.trust` for `prc.us.trust`."""
    *owners, short = track.split(".")
    return ".".join((*owners_shown(exercise, owners), short))
