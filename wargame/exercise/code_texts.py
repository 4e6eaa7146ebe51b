"""What each complaint code means, in one line, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CodeText:
    """The meaning of a code in one line, and an explanation with an example of the cure."""

    code: str
    meaning: str
    explanation: str


def explain(code: str) -> CodeText | None:
    """Return what a code means ("WG201", in any case), or None when there is no such code."""
    return CODE_TEXTS.get(code.strip().upper())


def page_of_codes() -> str:
    """Return all codes with what they mean, as a chapter of the guide."""
    entries = (f"**{one.code} {one.meaning}.** {one.explanation}" for one in CODE_TEXTS.values())
    return "\n\n".join([_HEAD, *entries])


def _read(texts: str) -> Mapping[str, CodeText]:
    """Read paragraphs: a line with the code and its meaning, then the explanation."""
    found = {}
    for paragraph in texts.strip().split("\n\n"):
        first, *rest = paragraph.splitlines()
        code, _, meaning = first.partition(" ")
        found[code] = CodeText(code, meaning, " ".join(rest))
    return found


_HEAD = """\
# What the codes of the checker mean

Every complaint of `wargame check` has a code that does not change from one version to the next: WG1xx text and
structure, WG2xx names, WG3xx kinds and ranges, WG4xx what can never happen, WG5xx style, secrets and plays.
`wargame check --explain WG201` prints one of these entries, `wargame check --explain all` this page."""

CODE_TEXTS: Mapping[str, CodeText] = _read("""
WG102 the file is not well-formed YAML
Usually indentation, an unclosed quote or a bracket. The place is where reading failed; look there and one line
above.

WG103 the same key is written twice
YAML would keep the last one and drop the first without a word. Keep one of the two.

WG104 anchors, aliases and tags are not used here
`&name`, `*name` and `!tag` have no meaning in an exercise. Write the text out; a sentence that begins with one
of these signs goes in quotes.

WG105 the file is too big, too deep or has too many parts
Files are held to 1 MiB, 32 levels and 50,000 nodes, so that checking always ends quickly.

WG106 a key that is not known here
Keys are fixed words such as `allowed if` and `effects`. The suggestion names the nearest one.

WG107 a key that is needed is missing
Add the key that is named; the guide's reference shows an example of each part.

WG108 the wrong kind of value
A list where a text is wanted, a text where a number is wanted, and so on. The message says what is wanted.

WG109 the format number is missing or not supported
Each file begins with its format, `rulebook: 1`. A higher number needs a newer version of the program.

WG110 a text is longer than allowed
Long texts belong in `briefings/`. Texts in the YAML files are held to 20,000 characters, names to 200.

WG111 a colon cut the line in two
YAML reads `because prepared: in force` as a key and a value. Put the whole line in quotes.

WG112 a comma cut the line in two
Inside `[…]` and `{…}` a comma ends the entry, also in `played(us, x)`. Put the entry in quotes or on a line of
its own with a dash.

WG113 a word that YAML tools read differently
`yes`, `no`, `on`, `off`, `1:30` and `0o7` mean different things to different readers. Write true or false, a
plain number, or quotes.

WG114 a character that must not be here
Control characters, text-direction overrides and invisible signs are refused: they make a text read differently
from what it is.

WG115 a file of the exercise is missing
An exercise folder needs at least scenario.yaml and rulebook.yaml.

WG116 a file that nothing reads
Check its name and folder: briefings are `briefings/public.md` and one per actor id, plays are `plays/*.yaml`.

WG117 a value that cannot be understood here
The value has the right kind but not a form that is known here. The message shows the forms that are.

WG118 a file cannot be read as text
Save it as UTF-8 in your editor ("Save as …, encoding UTF-8"): the place is the first letter that is in another
encoding. A link, a file without permission or one that is too large is named, too.

WG121 a condition or amount cannot be read
Conditions are one line: `tension >= 6 and not flag(gesture)`. Known are + - * /, == != < <= > >=, and, or, not,
parentheses, min max abs round roundup rounddown, flag, played, times, active, ever, offered, age, count, total,
highest and `is`.

WG122 a condition is too long or too deep
At most 500 characters and 20 levels of parentheses. Give parts of it a name under `derived`.

WG123 a number is too big
Numbers are held between minus and plus 1,000,000,000,000. Choose a larger unit.

WG124 an effect cannot be read
Effects are sentences such as `tension +1`, `sanctions to 20`, `gdp x 0.97`, `channel at least 2`, `flag gesture
for 2 turns`, `clear gesture`, `reveal stock to all`, `ask cure_or_end`, `us is found breaking full_deal`, `suspend
this for 1 turn`, `resume this`, `terminate this`, `this.declaration to partial`; each may end with `if …`.

WG125 a tail that does not fit the sentence
Amounts may end with `after 2 turns`, flags with `for 2 turns`; the `if …` comes last.

WG126 a modifier cannot be read
Modifiers read `+1 if trust >= 30 because both sides listen`.

WG127 a range cannot be read
Ranges read `5 or less`, `6 to 8`, `9 or more` or a single number.

WG128 dice cannot be read
Dice read `2d6`, `1d100` or `2d6 + support / 10`; at most 20 dice of 2 to 1,000 sides. Lots read `draw 3 from
{success: 4, failure: 2}`, in quotes because of the colons, or `draw 3 from 4 success and 2 failure`.

WG201 a name that is not declared
Every name is declared: tracks, derived values, flags, moves, tables. The suggestion names the nearest one.

WG202 an actor that is not declared
Actors are declared under `actors` in scenario.yaml.

WG203 a track with several owners is named without one
Say whose it is: `us.capital`, or `me.capital` where the mover is meant.

WG204 a word that has no meaning in this place
`me` is the actor of a move, `target` the actor it is aimed at: both are known only inside a move, `target` only
in one that has targets. `this` is the agreement whose rule is read or which a question is about, `breaker` the actor
that broke it, `each` the agreement considered inside `count(…)`.

WG205 a flag that is not declared
Flags are declared under `flags` in scenario.yaml.

WG206 a move or tag that is not declared
Moves are declared under `moves` in rulebook.yaml; a tag is known once a move carries it.

WG208 a phase does something that is neither built in nor a step
Built in are income, delayed effects, injects, resume, signing, orders, adjudication, agreements, triggers and expiry;
everything else is declared under `steps`.

WG209 one name is used for two things
Tracks, derived values and tables share one set of names, because a rule only writes the name. Rename one of
them.

WG210 a name that the language needs for itself
Words such as turn, me, target, and, or, not, if, after, for, because, min and max cannot be names.

WG211 a name that cannot be written in a rule
Names in rules are letters, digits and underscores, beginning with a letter: `us_reach_out`. What people read
goes under `name`.

WG212 a question or function that is not known
Known are min, max, abs, round, roundup, rounddown, flag, played, times, active, ever, offered, age, count, total
and highest.

WG213 something is referred to that does not exist
An objective, inject, phase, ending or outcome was named that nothing declares. The suggestion names the nearest one.

WG214 a roll that is neither dice nor declared
Write dice (`2d6`) or the name of a roll declared under `rolls`.

WG215 derived values refer to one another in a circle
A derived value is computed from others; following the names must come to an end.

WG216 an actor that may be meant here has no such track
With `me` or `target` every actor in `by` and `target` must own the track, and a pair needs two different
actors.

WG217 an agreement that is not declared
Agreements are declared under `agreements` in rulebook.yaml; a tag is known once an agreement carries it.

WG218 a question that is not declared
Questions are declared under `questions` in rulebook.yaml.

WG219 a term that is not declared
Terms are the same for all agreements and declared under `every agreement: terms`.

WG220 `is` asks about something that has no words
Left of `is` stands a card of an actor (`us.posture`), a fact of an agreement (`full_deal.declaration`), or a bound
word (`breaker`, `this`).

WG221 a word that a card or fact never is
The words of a card stand under its `briefs`, those of a fact under `one of`; `none` is what nobody has set.

WG222 a move is named for an actor who does not have it
An agreement can forbid a party only its own moves, and a rehearsal player can prefer only moves of its seat.

WG223 an actor that is no party to the agreement
Prohibitions and obligations belong to the agreement's own parties. Add the actor to `parties`, or mend the name.

WG224 agreements that need one another in a circle
Each waits for the other to be in force, so none of them can ever be signed. Take one out of `depends on`.

WG225 rules that call one another without end
A question whose answer leads to the same question, or a breach that finds itself again, would never come to an end.
Take one of the sentences out.

WG301 an amount stands where something true or false is wanted
Compare it with something: `trust >= 30`.

WG302 something true or false stands where an amount is wanted
Conditions cannot be added or compared; join them with and, or, not.

WG303 a function has the wrong number of values
abs and the rounding functions take one value, min and max two or more, flag one name, played and times an actor
and a move, active, ever, offered and age one agreement or tag, count a condition, total and highest a term and a
condition.

WG304 a divisor can be zero
The ranges allow the divisor to be zero. Divide by a number, or hold the divisor away from zero: `x / max(1,
y)`.

WG305 a start value lies outside the range
Mend the range or the start.

WG306 a range ends before it begins
Write the lower end first: `0..100`.

WG307 a total of the roll has no outcome
Every total that dice, bonus and modifiers can give needs exactly one outcome. Begin with `… or less` and end
with `… or more`.

WG308 a total of the roll has two outcomes
Every total that dice, bonus and modifiers can give needs exactly one outcome.

WG309 a table lacks a row it needs
Every value that `by` can take needs a row. Begin with `… or less` and end with `… or more`.

WG310 two rows of a table overlap
A value must find one row.

WG311 an effect is larger than the range of its track
It would always be held back at the limit of the range; probably a digit too many.

WG312 a chance that is not between 0 and 100 %
Write chances in per cent: `35%`, also in their modifiers: `+15% if …`.

WG313 an effect on something that cannot be changed
Derived values and `turn` are computed; change the tracks they are computed from.

WG314 a number of turns that is not possible
`after n turns` and `for n turns` take a whole number from 1 to 100.

WG316 a cost can be negative
A move cannot pay the mover through its cost. Use an effect for that.

WG317 bands that do not fit the range
Each band is named with its lowest value, inside the range, each value once.

WG318 an inject is due outside the exercise
Turns are counted from 1 to the number under `turns`.

WG319 totals or values can have decimals and fall between two rows
A total of 5.5 between `5 or less` and `6 to 8` goes to the lower one. Write `round(…)` around the amount to say
what you mean.

WG320 a level of a term that does not fit
Levels are whole numbers within the range that is declared under `every agreement: terms`, with a name for each or
for none.

WG321 the chances of a card do not add up to 100 %
Exactly one word is drawn. Write chances in per cent: `draw: {dealer: 60%, hardliner: 40%}`.

WG401 no rule changes a track
It will stand still for the whole exercise. Give it an effect, or make it a number in the rules.

WG402 no rule reads a track
It changes, but nothing depends on it. That may be meant: a score for the debrief.

WG403 a move that nobody can ever make
Its conditions cannot hold within the ranges, or its cost is more than anyone can own, or its actor has no
moves.

WG404 a condition that is always true
Within the ranges of the tracks it cannot fail, so it decides nothing.

WG405 a condition that is never true
Within the ranges of the tracks it cannot hold, so what it guards never happens.

WG406 an ending that cannot be reached
Its condition cannot hold, or an ending above it always comes first.

WG407 an effect falls due after the last turn
The delay is as long as the exercise or longer.

WG408 something built in never happens
The exercise needs it but no phase names it in `does`: income, delayed effects, injects, resume, signing, orders,
adjudication, agreements, triggers or expiry.

WG409 a step that no phase does
Name it in `does` of a phase, or remove it.

WG410 a flag that no rule raises, or that no rule reads
One half of it is missing, or a name is misspelt.

WG411 an outcome that no total can reach
Dice, bonus and capped modifiers never give such a total.

WG412 a table that no rule names
Remove it, or look for a misspelt name.

WG413 income is paid twice in a turn
The phases name `income` more than once. Name it once.

WG414 play may end without an ending
Close the list of endings with one that says `otherwise: true`.

WG415 an inject that can never come
Its `when` or `if` cannot hold within the ranges.

WG416 an agreement that can never be signed
Its `possible if` cannot hold within the ranges, what it depends on can never be in force, or no phase signs.

WG417 a question that nothing asks
No effect says `ask` with its name, and no agreement names it under `ambiguous`.

WG418 an option without odds
Rehearsal, preview and "let the dice say" take all options as equally likely. Write `odds: 60%` if that is not meant.

WG419 an option that can never be chosen
Its `allowed if` cannot hold, or no agreement can ever be its `target`.

WG420 a fact that nothing sets, or that nothing reads
A fact is set by a sentence such as `this.declaration to partial` and read with `is`.

WG421 a card that nothing reads
No rule, scorecard or seat asks what it is. Read it with `is`, or remove it.

WG422 a move that is only recorded has effects
With `decide: none` a move is carried out, paid for and told, but its effects and rolls are played only if the
facilitator decides it in another way.

WG501 `allowed if` reads what the mover cannot see
Whether a move is offered would give the secret away. Put the condition on the effects, or let the mover see the
track.

WG502 an inject without an expected action
Say under `expected` what a good team does; the evaluator looks for it.

WG503 a text is too long for one panel of the wall
Headlines have 100 letters, texts 600. Move the rest into a briefing.

WG504 the phases take longer than a day
The minutes of all phases, times the number of turns, should fit into eight hours.

WG505 a modifier without a reason
Add `because …`: it is what the room is told when the dice fall.

WG506 a secret's words stand in a public text
A sentence from a private briefing, a secret card or an inject for some, or the name of a secret move, stands in a text
for everybody. Take it out of one of the two.

WG507 a worked play no longer comes out as it says
The line whose expectation failed is named. Either the rules or the expectation changed.

WG508 a worked play cannot be played
It gives an order, dice or a name that the exercise does not allow at that point.
""")
"""Code ("WG201") → its texts; every code has one."""
