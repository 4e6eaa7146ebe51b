"""The codes of complaints: stable for ever, so that they can be looked up and searched for.

WG1xx text and structure, WG2xx names, WG3xx types and ranges, WG4xx
reachability, WG5xx style and secrets. A code that is no longer needed is
retired, never given a second meaning. `code_texts` says what each one means.
"""

from __future__ import annotations

from enum import StrEnum


class Code(StrEnum):
    """Every code there is; usable wherever a string is wanted."""

    # WG1xx text and structure: the files
    NOT_YAML = "WG102"
    DUPLICATE_KEY = "WG103"
    ANCHOR_OR_TAG = "WG104"
    TOO_BIG = "WG105"
    UNKNOWN_KEY = "WG106"
    MISSING_KEY = "WG107"
    WRONG_KIND = "WG108"
    WRONG_FORMAT = "WG109"
    TEXT_TOO_LONG = "WG110"
    COLON_TRAP = "WG111"
    COMMA_TRAP = "WG112"
    SCALAR_TRAP = "WG113"
    BAD_CHARACTER = "WG114"
    MISSING_FILE = "WG115"
    UNUSED_FILE = "WG116"
    BAD_VALUE = "WG117"
    # WG12x text and structure: the lines of the language
    BAD_EXPRESSION = "WG121"
    EXPRESSION_TOO_BIG = "WG122"
    NUMBER_TOO_BIG = "WG123"
    BAD_SENTENCE = "WG124"
    BAD_TAIL = "WG125"
    BAD_MODIFIER = "WG126"
    BAD_RANGE = "WG127"
    BAD_DICE = "WG128"
    # WG2xx names
    UNKNOWN_NAME = "WG201"
    UNKNOWN_ACTOR = "WG202"
    SEVERAL_OWNERS = "WG203"
    UNBOUND_WORD = "WG204"
    UNKNOWN_FLAG = "WG205"
    UNKNOWN_MOVE = "WG206"
    UNKNOWN_STEP = "WG208"
    NAME_TWICE = "WG209"
    RESERVED_NAME = "WG210"
    BAD_NAME = "WG211"
    UNKNOWN_FUNCTION = "WG212"
    UNKNOWN_REFERENCE = "WG213"
    UNKNOWN_ROLL = "WG214"
    CIRCLE = "WG215"
    NO_SUCH_TRACK = "WG216"
    # WG3xx types and ranges
    CONDITION_WANTED = "WG301"
    AMOUNT_WANTED = "WG302"
    WRONG_ARGUMENTS = "WG303"
    DIVISOR_ZERO = "WG304"
    OUTSIDE_RANGE = "WG305"
    RANGE_UPSIDE_DOWN = "WG306"
    OUTCOME_GAP = "WG307"
    OUTCOME_OVERLAP = "WG308"
    TABLE_GAP = "WG309"
    TABLE_OVERLAP = "WG310"
    EFFECT_TOO_LARGE = "WG311"
    CHANCE_RANGE = "WG312"
    NOT_CHANGEABLE = "WG313"
    BAD_TURNS = "WG314"
    NEGATIVE_COST = "WG316"
    BAD_BANDS = "WG317"
    DUE_OUTSIDE = "WG318"
    FRACTIONS = "WG319"
    # WG4xx reachability
    NEVER_CHANGED = "WG401"
    NEVER_READ = "WG402"
    DEAD_MOVE = "WG403"
    ALWAYS_TRUE = "WG404"
    ALWAYS_FALSE = "WG405"
    DEAD_ENDING = "WG406"
    TOO_LATE = "WG407"
    NOT_IN_DOES = "WG408"
    STEP_UNUSED = "WG409"
    FLAG_UNUSED = "WG410"
    DEAD_OUTCOME = "WG411"
    UNUSED = "WG412"
    DONE_TWICE = "WG413"
    NO_OTHERWISE = "WG414"
    DEAD_INJECT = "WG415"
    # WG5xx style and secrets, and what the worked plays find
    READS_HIDDEN = "WG501"
    NO_EXPECTED_ACTION = "WG502"
    TOO_LONG_FOR_PANEL = "WG503"
    MINUTES = "WG504"
    NO_BECAUSE = "WG505"
    SECRET_IN_PUBLIC = "WG506"  # noqa: S105 - a code, not a password
    PLAY_BROKE = "WG507"
    BAD_PLAY = "WG508"
