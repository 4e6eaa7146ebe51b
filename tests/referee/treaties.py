"""A small exercise of agreements for the tests, of which a test changes the pieces it is about."""

from __future__ import annotations

from tests.referee.playing import SCENARIO, written
from wargame.exercise.definition import Exercise

TABLE = (
    SCENARIO.replace(
        "  news: {does: [income, delayed effects, injects]}",
        "  news: {does: [income, delayed effects, injects, resume]}\n  talk: {does: [signing]}",
    )
    .replace("  after: {does: [upkeep, triggers, expiry]}", "  after: {does: [upkeep, agreements, triggers, expiry]}")
    .replace("turns: {count: 3}", "turns: {count: 6}")
)

RULES = """
rulebook: 1
steps:
  upkeep: {effects: [heat +0]}
questions:
  judge:
    asked of: facilitator
    text: "Has {breaker} broken {this}?"
    options:
      breach: {odds: 50%, effects: [breaker is found breaking this]}
      no_breach: {odds: 50%}
  cure_or_end:
    asked of: injured
    text: "{breaker} has broken {this}; trust is {trust}."
    options:
      cure: {odds: 60%, effects: [suspend this for 1 turn]}
      end: {odds: 40%, effects: [terminate this]}
every agreement:
  terms:
    watch: {range: 0..3, names: [none, air, ground, all]}
    aid: {range: 0..2}
  signed in: talk
  at most: 2
  offer stays open: until the end of the next turn
  may return: 2 turns after it ended
  on signing: [heat -this.aid if this.aid >= 1]
  ambiguous: judge
  if found: [trust -4, ask cure_or_end]
  on termination: [heat +2]
  if a support ends: [suspend this for 1 turn]
agreements:
  truce:
    name: Truce
    parties: [red, blue]
    possible if: heat <= 8
    terms: {watch: 1, aid: 1}
    tags: [core]
    forbids: {red: [strike, creep, hide]}
    ambiguous under: {red: [drill]}
    on signing: [trust +5]
    each turn: [trust +1]
  base:
    name: Base
    parties: [blue, red]
    depends on: [truce]
    terms: {watch: 2}
    fixed terms: [aid]
    tags: [core]
    facts: {count: {one of: [whole, part], seen by: [red]}}
    forbids: {red: [strike]}
    detection: 50%
  toast:
    name: Toast
    parties: [red, blue]
    terms: {}
    goodwill: true
    lasts: 1 turn
    notice: 1 turn
moves:
  wait: {name: Wait, by: [red, blue], effects: []}
  strike: {name: Strike, by: [red], effects: [heat +1]}
  creep:
    name: Creep
    by: [red]
    seen: when detected
    effects: [red.gold +1]
    detected: {chance: 50%, effects: [trust -2]}
  hide: {name: Hide, by: [red], seen: secret, effects: []}
  drill: {name: Drill, by: [red], effects: []}
  tell: {name: Tell, by: [red], effects: [base.count to part if ever(base)]}
  tear: {name: Tear it up, by: [blue], effects: [terminate truce]}
  rest: {name: Let it rest, by: [blue], effects: [suspend truce for 2 turns]}
  wake: {name: Wake it, by: [blue], effects: [resume truce, resume base]}
  accuse: {name: Accuse, by: [blue], effects: [red is found breaking truce]}
endings:
  none: {otherwise: true}
"""


def treaties(*pieces: tuple[str, str]) -> Exercise:
    """Return the exercise; each pair (old, new) changes a piece of its rules."""
    rules = RULES
    for old, new in pieces:
        assert old in rules, old
        rules = rules.replace(old, new)
    return written(rules, TABLE)
