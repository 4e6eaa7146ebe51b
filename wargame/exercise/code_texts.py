"""What each complaint code means, in one line, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wargame.exercise.codes import Code


@dataclass(frozen=True, slots=True)
class CodeText:
    """The meaning of a code in one line, and an explanation with an example of the cure."""

    code: str
    meaning: str
    explanation: str


def explain(code: str) -> CodeText | None:
    """Return what a code means ("WG201", in any case), or None when there is no such code."""
    return CODE_TEXTS.get(code.strip().upper())


_FILES = {
    Code.UNREADABLE_FILE: ("a file cannot be read as text", "Exercise files are UTF-8 text, at most 1 MiB each. Save the file again as UTF-8 without special control characters."),
    Code.NOT_YAML: ("the file is not well-formed YAML", "Usually indentation, an unclosed quote or a bracket. The place is where reading failed; look there and one line above."),
    Code.DUPLICATE_KEY: ("the same key is written twice", "YAML would keep the last one and drop the first without a word. Keep one of the two."),
    Code.ANCHOR_OR_TAG: ("anchors, aliases and tags are not used here", "`&name`, `*name` and `!tag` have no meaning in an exercise. Write the text out; a sentence that begins with one of these signs goes in quotes."),
    Code.TOO_BIG: ("the file is too big, too deep or has too many parts", "Files are held to 1 MiB, 32 levels and 50,000 nodes, so that checking always ends quickly."),
    Code.UNKNOWN_KEY: ("a key that is not known here", "Keys are fixed words such as `allowed if` and `effects`. The suggestion names the nearest one."),
    Code.MISSING_KEY: ("a key that is needed is missing", "Add the key that is named; the guide's reference shows an example of each part."),
    Code.WRONG_KIND: ("the wrong kind of value", "A list where a text is wanted, a text where a number is wanted, and so on. The message says what is wanted."),
    Code.WRONG_FORMAT: ("the format number is missing or not supported", "Each file begins with its format, `rulebook: 1`. A higher number needs a newer version of the program."),
    Code.TEXT_TOO_LONG: ("a text is longer than allowed", "Long texts belong in `briefings/`. Texts in the YAML files are held to 20,000 characters, names to 200."),
    Code.COLON_TRAP: ("a colon cut the line in two", "YAML reads `because prepared: in force` as a key and a value. Put the whole line in quotes."),
    Code.COMMA_TRAP: ("a comma cut the line in two", "Inside `[…]` and `{…}` a comma ends the entry, also in `played(us, x)`. Put the entry in quotes or on a line of its own with a dash."),
    Code.SCALAR_TRAP: ("a word that YAML tools read differently", "`yes`, `no`, `on`, `off`, `1:30` and `0o7` mean different things to different readers. Write true or false, a plain number, or quotes."),
    Code.BAD_CHARACTER: ("a character that must not be here", "Control characters, text-direction overrides and invisible signs are refused: they make a text read differently from what it is."),
    Code.MISSING_FILE: ("a file of the exercise is missing", "An exercise folder needs at least scenario.yaml and rulebook.yaml."),
    Code.UNUSED_FILE: ("a file that nothing reads", "Check its name and folder: briefings are `briefings/public.md` and one per actor id, plays are `plays/*.yaml`."),
    Code.BAD_VALUE: ("a value that cannot be understood here", "The value has the right kind but not a form that is known here. The message shows the forms that are."),
    Code.BAD_EXPRESSION: ("a condition or amount cannot be read", "Conditions are one line: `tension >= 6 and not flag(gesture)`. Known are + - * /, == != < <= > >=, and, or, not, parentheses, min max abs round roundup rounddown, flag, played and times."),
    Code.EXPRESSION_TOO_BIG: ("a condition is too long or too deep", "At most 500 characters and 20 levels of parentheses. Give parts of it a name under `derived`."),
    Code.NUMBER_TOO_BIG: ("a number is too big", "Numbers are held between minus and plus 1,000,000,000,000. Choose a larger unit."),
    Code.BAD_SENTENCE: ("an effect cannot be read", "Effects are sentences such as `tension +1`, `sanctions to 20`, `gdp x 0.97`, `channel at least 2`, `flag gesture for 2 turns`, `clear gesture`, `reveal stock to all`; each may end with `if …`."),
    Code.BAD_TAIL: ("a tail that does not fit the sentence", "Amounts may end with `after 2 turns`, flags with `for 2 turns`; the `if …` comes last."),
    Code.BAD_MODIFIER: ("a modifier cannot be read", "Modifiers read `+1 if trust >= 30 because both sides listen`."),
    Code.BAD_RANGE: ("a range cannot be read", "Ranges read `5 or less`, `6 to 8`, `9 or more` or a single number."),
    Code.BAD_DICE: ("dice cannot be read", "Dice read `2d6`, `1d100` or `2d6 + support / 10`; at most 20 dice of 2 to 1,000 sides."),
}  # fmt: skip

_NAMES = {
    Code.UNKNOWN_NAME: ("a name that is not declared", "Every name is declared: tracks, derived values, flags, moves, tables. The suggestion names the nearest one."),
    Code.UNKNOWN_ACTOR: ("an actor that is not declared", "Actors are declared under `actors` in scenario.yaml."),
    Code.SEVERAL_OWNERS: ("a track with several owners is named without one", "Say whose it is: `us.capital`, or `me.capital` where the mover is meant."),
    Code.UNBOUND_WORD: ("a word that has no meaning in this place", "`me` is the actor of a move, `target` the actor it is aimed at: both are known only inside a move, `target` only in one that has targets."),
    Code.UNKNOWN_FLAG: ("a flag that is not declared", "Flags are declared under `flags` in scenario.yaml."),
    Code.UNKNOWN_MOVE: ("a move or tag that is not declared", "Moves are declared under `moves` in rulebook.yaml; a tag is known once a move carries it."),
    Code.UNKNOWN_TABLE: ("a table that is not declared", "Tables are declared under `tables` in rulebook.yaml."),
    Code.UNKNOWN_STEP: ("a phase does something that is neither built in nor a step", "Built in are income, delayed effects, injects, orders, adjudication, triggers and expiry; everything else is declared under `steps`."),
    Code.NAME_TWICE: ("one name is used for two things", "Tracks, derived values and tables share one set of names, because a rule only writes the name. Rename one of them."),
    Code.RESERVED_NAME: ("a name that the language needs for itself", "Words such as turn, me, target, and, or, not, if, after, for, because, min and max cannot be names."),
    Code.BAD_NAME: ("a name that cannot be written in a rule", "Names in rules are letters, digits and underscores, beginning with a letter: `us_reach_out`. What people read goes under `name`."),
    Code.UNKNOWN_FUNCTION: ("a question or function that is not known", "Known are min, max, abs, round, roundup, rounddown, flag, played and times."),
    Code.UNKNOWN_REFERENCE: ("something is referred to that does not exist", "An objective, inject, phase or outcome was named that nothing declares. The suggestion names the nearest one."),
    Code.UNKNOWN_ROLL: ("a roll that is neither dice nor declared", "Write dice (`2d6`) or the name of a roll declared under `rolls`."),
    Code.CIRCLE: ("derived values refer to one another in a circle", "A derived value is computed from others; following the names must come to an end."),
    Code.NO_SUCH_TRACK: ("an actor that may be meant here has no such track", "With `me` or `target` every actor in `by` and `target` must own the track, and a pair needs two different actors."),
}  # fmt: skip

_RANGES = {
    Code.CONDITION_WANTED: ("an amount stands where something true or false is wanted", "Compare it with something: `trust >= 30`."),
    Code.AMOUNT_WANTED: ("something true or false stands where an amount is wanted", "Conditions cannot be added or compared; join them with and, or, not."),
    Code.WRONG_ARGUMENTS: ("a function has the wrong number of values", "abs and the rounding functions take one value, min and max two or more, flag one name, played and times an actor and a move."),
    Code.DIVISOR_ZERO: ("a divisor can be zero", "The ranges allow the divisor to be zero. Divide by a number, or hold the divisor away from zero: `x / max(1, y)`."),
    Code.OUTSIDE_RANGE: ("a start value lies outside the range", "Mend the range or the start."),
    Code.RANGE_UPSIDE_DOWN: ("a range ends before it begins", "Write the lower end first: `0..100`."),
    Code.OUTCOME_GAP: ("a total of the roll has no outcome", "Every total that dice, bonus and modifiers can give needs exactly one outcome. Begin with `… or less` and end with `… or more`."),
    Code.OUTCOME_OVERLAP: ("a total of the roll has two outcomes", "Every total that dice, bonus and modifiers can give needs exactly one outcome."),
    Code.TABLE_GAP: ("a table lacks a row it needs", "Every value that `by` can take needs a row. Begin with `… or less` and end with `… or more`."),
    Code.TABLE_OVERLAP: ("two rows of a table overlap", "A value must find one row."),
    Code.EFFECT_TOO_LARGE: ("an effect is larger than the range of its track", "It would always be held back at the limit of the range; probably a digit too many."),
    Code.CHANCE_RANGE: ("a chance that is not between 0 and 100 %", "Write chances in per cent: `35%`, also in their modifiers: `+15% if …`."),
    Code.NOT_CHANGEABLE: ("an effect on something that cannot be changed", "Derived values and `turn` are computed; change the tracks they are computed from."),
    Code.BAD_TURNS: ("a number of turns that is not possible", "`after n turns` and `for n turns` take a whole number from 1 to 100."),
    Code.BOUNDLESS: ("an amount can grow beyond every limit", "Multiply fewer open-ended values, or hold them with min and max."),
    Code.NEGATIVE_COST: ("a cost can be negative", "A move cannot pay the mover through its cost. Use an effect for that."),
    Code.BAD_BANDS: ("bands that do not fit the range", "Each band is named with its lowest value, inside the range, each value once."),
    Code.DUE_OUTSIDE: ("an inject is due outside the exercise", "Turns are counted from 1 to the number under `turns`."),
    Code.CONSTANT_WANTED: ("a plain number is wanted here", "This value is fixed before play and cannot depend on the situation."),
}  # fmt: skip

_REACH = {
    Code.NEVER_CHANGED: ("no rule changes a track", "It will stand still for the whole exercise. Give it an effect, or make it a number in the rules."),
    Code.NEVER_READ: ("no rule reads a track", "It changes, but nothing depends on it. That may be meant: a score for the debrief."),
    Code.DEAD_MOVE: ("a move that nobody can ever make", "Its conditions cannot hold within the ranges, or its cost is more than anyone can own, or its actor has no moves."),
    Code.ALWAYS_TRUE: ("a condition that is always true", "Within the ranges of the tracks it cannot fail, so it decides nothing."),
    Code.ALWAYS_FALSE: ("a condition that is never true", "Within the ranges of the tracks it cannot hold, so what it guards never happens."),
    Code.DEAD_ENDING: ("an ending that cannot be reached", "Its condition cannot hold, or an ending above it always comes first."),
    Code.TOO_LATE: ("an effect falls due after the last turn", "The delay is as long as the exercise or longer."),
    Code.NOT_IN_DOES: ("something built in never happens", "The exercise needs it but no phase names it in `does`: injects, delayed effects, orders, adjudication, income, triggers or expiry."),
    Code.STEP_UNUSED: ("a step that no phase does", "Name it in `does` of a phase, or remove it."),
    Code.FLAG_UNUSED: ("a flag that no rule raises, or that no rule reads", "One half of it is missing, or a name is misspelt."),
    Code.DEAD_OUTCOME: ("an outcome that no total can reach", "Dice, bonus and capped modifiers never give such a total."),
    Code.UNUSED: ("something declared that nothing uses", "A table, roll or derived value that no rule names. Remove it, or look for a misspelt name."),
    Code.DONE_TWICE: ("something built in is done twice in a turn", "Income would be paid twice, and so on. Name it once."),
    Code.NO_OTHERWISE: ("play may end without an ending", "Close the list of endings with one that says `otherwise: true`."),
    Code.DEAD_INJECT: ("an inject that can never come", "Its `when` or `if` cannot hold within the ranges."),
}  # fmt: skip

_STYLE = {
    Code.READS_HIDDEN: ("`allowed if` reads what the mover cannot see", "Whether a move is offered would give the secret away. Put the condition on the effects, or let the mover see the track."),
    Code.NO_EXPECTED_ACTION: ("an inject without an expected action", "Say under `expected` what a good team does; the evaluator looks for it."),
    Code.TOO_LONG_FOR_PANEL: ("a text is too long for one panel of the wall", "Headlines have 90 characters, texts 400. Move the rest into a briefing."),
    Code.MINUTES: ("the minutes of the phases do not fit", "Phases without minutes cannot be timed; together they should fit the plan."),
    Code.NO_BECAUSE: ("a modifier without a reason", "Add `because …`: it is what the room is told when the dice fall."),
    Code.SECRET_IN_PUBLIC: ("a secret's words stand in a public text", "What only some may know must not be in texts for everybody."),
    Code.PLAY_BROKE: ("a worked play no longer comes out as it says", "The line whose expectation failed is named. Either the rules or the expectation changed."),
    Code.BAD_PLAY: ("a worked play cannot be played", "It gives an order, dice or a name that the exercise does not allow at that point."),
}  # fmt: skip

CODE_TEXTS: Mapping[str, CodeText] = {
    str(code): CodeText(str(code), meaning, explanation)
    for part in (_FILES, _NAMES, _RANGES, _REACH, _STYLE)
    for code, (meaning, explanation) in part.items()
}
"""Code ("WG201") → its texts; every code has one."""
