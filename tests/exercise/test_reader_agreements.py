"""Agreements, questions, cards, scorecards and rehearsal players: what arrives, and every mistake at its place."""

from __future__ import annotations

import pytest

from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint, Severity
from wargame.exercise.definition import Exercise
from wargame.exercise.players import Seating
from wargame.exercise.reader import examine, read
from wargame.exercise.rulebook import Ask, Block, ChangeTrack, SetFact

S, R = "scenario.yaml", "rulebook.yaml"


def block(effects: object) -> Block:
    """Return the only block among effects."""
    (found,) = [effect for effect in effects if isinstance(effect, Block)]  # type: ignore[attr-defined]
    return found


# ------------------------------------------------------------------------------------------------- what arrives


def test_an_agreement(valley: Exercise) -> None:
    ceasefire, patrol, fund = valley.agreements.values()
    assert (ceasefire.id, ceasefire.name, ceasefire.parties) == ("ceasefire", "Ceasefire", ("north", "south"))
    assert ceasefire.possible_if is not None
    assert ceasefire.possible_if.text == "tension <= 8"
    assert ceasefire.terms == {"inspection": 1, "aid": 1}
    assert ceasefire.tags == {"core"}
    assert ceasefire.ambiguous_under == {"north": {"recruit"}}
    assert ceasefire.obligations == {"north": "No shelling", "south": "No raids"}
    assert (ceasefire.if_found, ceasefire.on_termination, ceasefire.if_a_support_ends) == (None, None, None)
    assert (ceasefire.lasts, ceasefire.notice, ceasefire.goodwill) == (None, None, False)
    assert (patrol.depends_on, patrol.fixed_terms, patrol.notice) == (("ceasefire",), frozenset({"aid"}), 1)
    assert patrol.facts["census"].words == ("complete", "partial")
    assert patrol.facts["census"].seen_by == ("north",)
    assert patrol.detection is not None
    assert patrol.if_found is not None
    assert len(patrol.if_found) == 2
    assert (fund.goodwill, fund.lasts) == (True, 2)
    assert fund.terms == {"inspection": 0, "aid": 0}  # the lowest, where none is named


def test_tags_are_spelt_out_to_the_moves_of_the_party(valley: Exercise) -> None:
    assert valley.agreements["ceasefire"].forbids == {"north": {"shell"}, "south": {"raid"}}


def test_what_all_agreements_share(valley: Exercise) -> None:
    common = valley.common
    assert common is not None
    assert (common.signed_in, common.offer_turns, common.may_return, common.ambiguous) == (("talk",), 1, 1, "judge")
    inspection, aid = common.terms.values()
    assert (inspection.name, inspection.low, inspection.high) == ("Inspection", 0, 2)
    assert inspection.names == ("none", "by air", "on site")
    assert (aid.name, aid.names) == ("Aid", ())
    assert common.at_most is not None
    assert common.at_most.names == {("table", "texts_a_turn")}


def test_blocks_in_the_life_of_an_agreement_go_by_name_or_number(
    valley: Exercise, valley_texts: dict[str, str]
) -> None:
    assert valley.common is not None
    hold_up = block(valley.common.on_signing)
    assert (hold_up.path, hold_up.name) == ("every agreement/hold_up", "Hold up")
    assert block(valley.agreements["ceasefire"].each_turn).path == "agreements/ceasefire/habit"
    for name, path in (
        ("", "every agreement/on signing/1"),
        ("name: Held up in the council", "every agreement/on signing/1"),
    ):
        texts = changed(valley_texts, R, "- name: hold_up", f"- {name}" if name else "- together: false")
        common = read("x", texts).common
        assert common is not None
        assert block(common.on_signing).path == path


def test_a_question(valley: Exercise) -> None:
    pay = valley.questions["pay_or_late"]
    assert (pay.asked_of, pay.secret, [option.id for option in pay.options]) == ("south", False, ["pay", "late"])
    assert {name: amount.text for name, amount in pay.amounts.items()} == {
        "aid_bill": "aid_bill",
        "south.purse": "south.purse",
    }
    first, second = pay.options
    assert (first.name, second.name) == ("Pay", "Late")
    assert first.odds is not None
    assert first.allowed_if is not None
    assert isinstance(second.effects[-1], Ask)
    census = valley.questions["census"]
    assert census.secret
    assert isinstance(census.options[0].effects[0], SetFact)
    assert valley.questions["bear_or_end"].options[1].target is not None
    assert valley.questions["judge"].options[0].name == "It is a breach"
    assert valley.questions["judge"].amounts == {}  # {breaker} and {this} are words


def test_cards_and_scorecards(valley: Exercise) -> None:
    temper, measure = valley.cards.values()
    assert (temper.full_id, temper.draw) == ("north.temper", {"patient": 0.6, "proud": 0.4})
    assert temper.briefs == {"patient": "You can wait.", "proud": "You want to be asked."}
    assert (measure.full_id, measure.draw, list(measure.briefs)) == ("south.measure", None, ["by_peace", "by_grain"])
    by_grain = valley.scorecards["south_grain"]
    assert by_grain.actor == "south"
    assert by_grain.condition is not None
    all_in_proportion, lost = by_grain.lines
    assert (all_in_proportion.points, all_in_proportion.nothing_at, all_in_proportion.all_at) == (100, 0, 100)
    assert (lost.points, lost.amount) == (-10, None)


def test_rehearsal_players(valley: Exercise) -> None:
    anything, patient, proud, *_ = valley.players.values()
    assert (anything.equally, anything.terms_drawn, anything.actor) == (True, True, "")
    assert (patient.actor, patient.points["shell"], patient.keeps_promises) == ("north", -2, 3)
    assert [(one.move, one.points.text) for one in patient.prefer] == [("talk_shop", "+1"), ("hide_guns", "-1")]
    assert [(one.term, one.operation, one.amount.text) for one in patient.terms] == [
        ("aid", "at least", "1"),
        ("inspection", "-", "1"),
    ]
    assert patient.signs is not None
    assert (patient.signs.at_least, patient.signs.give_or_take, len(patient.signs.modifiers)) == (1, 1.5, 1)
    assert proud.signs is not None
    assert proud.signs.chance is not None
    assert patient.answers["census"] == {"complete": 0.8, "partial": 0.2}
    assert valley.seatings == (
        Seating("north", (), "temper"),
        Seating("south", ("farmer", "anything")),
        Seating("league", ("broker",)),
    )


def test_a_table_by_words(valley: Exercise) -> None:
    rows = valley.rulebook.tables["worth"].rows
    assert [(row.word, row.low, row.high, row.value) for row in rows] == [
        ("ceasefire", 0, 0, 3),
        ("patrol", 1, 1, 4),
        ("fund", 2, 2, 1.5),
    ]


def test_an_exercise_is_read_in_one_language(valley_texts: dict[str, str], valley: Exercise) -> None:
    german = read("valley", valley_texts, language="de")
    assert (valley.title[:6], german.title[:7]) == ("Valley", "Das Tal")
    assert (valley.actors["south"].name, german.actors["south"].name) == ("South", "Süden")
    assert german.agreements["ceasefire"].name == "Waffenruhe"
    assert german.agreements["ceasefire"].obligations == {"north": "Kein Beschuss", "south": "No raids"}
    assert german.flags["late"] == "Die Hilfe verspätet sich"
    assert german.cards["north.temper"].briefs["patient"] == "Du kannst warten."
    assert german.questions["judge"].text == "Hat {breaker} {this} gebrochen?"
    assert german.injects[0].headline == "Kanonen am Pass"
    assert german.label("turn") == "Monat"
    assert german.objectives["O1"].text == "Unterschreiben, was sich halten lässt"
    assert read("valley", valley_texts, language="ko").title == valley.title
    assert list(german.agreements) == list(valley.agreements)


def test_a_briefing_in_another_language_stands_beside_the_first(valley_texts: dict[str, str]) -> None:
    texts = {**valley_texts, "briefings/north.de.md": "Du hältst den Pass."}
    assert read("x", texts).briefings["north"].startswith("You hold")
    german = read("x", texts, language="de").briefings
    assert (german["north"], german["south"][:3]) == ("Du hältst den Pass.", "You")
    _, (warning,) = examine("x", {**valley_texts, "briefings/north.german.md": "Der Pass."})
    assert warning.code is Code.UNUSED_FILE


def test_what_is_not_written_is_not_there(water: Exercise) -> None:
    assert (water.agreements, water.common, water.questions, water.cards) == ({}, None, {}, {})
    assert (water.scorecards, water.players, water.seatings) == ({}, {}, ())


@pytest.mark.parametrize(
    ("old", "new", "offer", "back"),
    [
        ("until the end of the next turn", "until the end of the turn", 0, 1),
        ("until the end of the next turn", "3 turns", 3, 1),
        ("1 turn after it ended", "4 turns after it ended", 1, 4),
        ("1 turn after it ended", "never", 1, None),
    ],
)
def test_how_long_offers_stand_and_when_texts_return(
    old: str, new: str, offer: int, back: int | None, valley_texts: dict[str, str]
) -> None:
    common = read("x", changed(valley_texts, R, old, new)).common
    assert common is not None
    assert (common.offer_turns, common.may_return) == (offer, back)


# ------------------------------------------------------------------------------------------------- what is told


def changed(texts: dict[str, str], file: str, old: str, new: str) -> dict[str, str]:
    assert texts[file].count(old) >= 1, old
    return {**texts, file: texts[file].replace(old, new, 1)}


def errors(texts: dict[str, str]) -> list[Complaint]:
    exercise, complaints = examine("x", texts)
    assert exercise is None
    return [complaint for complaint in complaints if complaint.severity is Severity.ERROR]


MISTAKES = [
    # agreements
    (R, "parties: [north, south]", "parties: [north, suoth]", Code.UNKNOWN_ACTOR, "suoth", "`south`"),
    (R, "parties: [north, south]", "parties: []", Code.MISSING_KEY, "ceasefire", ""),
    (R, "parties: [north, south]", "parties: [north, south, north]", Code.BAD_VALUE, "north]", "a party signs once"),
    (R, "Has {breaker} broken {this}?", "Has {breaker} broken {this?", Code.BAD_VALUE, "{this?", "no brace"),
    (R, "terms: {inspection: 1, aid: 1}", "terms: {inspektion: 1}", Code.UNKNOWN_TERM, "inspektion", "`inspection`"),
    (R, "terms: {inspection: 1, aid: 1}", "terms: {aid: 5}", Code.TERM_RANGE, "aid", "every agreement"),
    (R, "fixed terms: [aid]", "fixed terms: [aide]", Code.UNKNOWN_TERM, "aide", "`aid`"),
    (R, "depends on: [ceasefire]", "depends on: [cease_fire]", Code.UNKNOWN_AGREEMENT, "cease_fire", "`ceasefire`"),
    (R, "depends on: [ceasefire]", "depends on: [patrol]", Code.SUPPORT_CIRCLE, "patrol", ""),
    (R, "forbids: {north: [hostile]", "forbids: {north: [hostil]", Code.UNKNOWN_MOVE, "hostil", "`hostile`"),
    (R, "forbids: {north: [hostile]", "forbids: {north: [raid]", Code.NOT_THEIR_MOVE, "raid", "`by`"),
    (R, "forbids: {north: [hide_guns]}", "forbids: {league: [send_grain]}", Code.NOT_A_PARTY, "league", ""),
    (R, "obligations: {north:", "obligations: {league:", Code.NOT_A_PARTY, "league", ""),
    (R, "one of: [complete, partial], seen", "one of: [complete], seen", Code.BAD_VALUE, "census", "one of"),
    (R, "one of: [complete, partial]", "one of: [complete, none]", Code.RESERVED_NAME, "none", ""),
    (R, "seen by: [north]}", "seen by: [nroth]}", Code.UNKNOWN_ACTOR, "nroth", "`north`"),
    (R, "notice: 1 turn", "notice: soon", Code.BAD_VALUE, "soon", "3 turns"),
    (R, "lasts: 2 turns", "lasts: 900 turns", Code.BAD_TURNS, "900", ""),
    (R, "detection: 10% + finding", "detection: 10% + findings", Code.UNKNOWN_NAME, "findings", "`finding`"),
    (R, "possible if: tension <= 8", "possible if: tension", Code.CONDITION_WANTED, "tension", ""),
    (R, "on signing: [ask census", "on signing: [ask sensus", Code.UNKNOWN_QUESTION, "sensus", "`census`"),
    (R, "if found: [trust -8, terminate this]", "if found: [terminate that]", Code.UNKNOWN_AGREEMENT, "that", ""),
    (R, "      - name: habit", "      - {name: habit, effects: []}\n      - name: habit", Code.NAME_TWICE, "habit", ""),
    (R, "tags: [core, watched]", "tags: [core, tension]", Code.NAME_TWICE, "tension", ""),
    (R, "  fund:\n", "  tension:\n", Code.NAME_TWICE, "tension", ""),
    # every agreement
    (R, "signed in: talk", "signed in: talks", Code.UNKNOWN_REFERENCE, "talks", "`talk`"),
    (R, "at most: texts_a_turn", "at most: texts_a_trun", Code.UNKNOWN_NAME, "texts_a_trun", "`texts_a_turn`"),
    (R, "offer stays open: until", "offer stays open: till", Code.BAD_VALUE, "till", "3 turns"),
    (R, "may return: 1 turn after", "may return: 1 turn before", Code.BAD_VALUE, "1 turn", "2 turns after"),
    (R, "ambiguous: judge", "ambiguous: jugde", Code.UNKNOWN_QUESTION, "jugde", "`judge`"),
    (R, "aid: {range: 0..2}", "aid: {range: 2..0}", Code.BAD_RANGE, "2..0", "0..3"),
    (R, "names: [none, by air, on site]", "names: [none, by air]", Code.TERM_RANGE, "none", "0..2"),
    (R, "- trust -6 if breaker is north", "- trust -6 if breaker is norht", Code.UNKNOWN_ACTOR, "norht", "`north`"),
    (R, "on termination: [flag collapsed, trust -4]", "on termination: [trust -4 if breaker is north]",
     Code.UNBOUND_WORD, "breaker is", ""),
    # questions
    (R, "asked of: south", "asked of: soutg", Code.UNKNOWN_ACTOR, "soutg", "`south`"),
    (R, "asked of: south", "asked of: injured", Code.UNBOUND_WORD, "injured", "if found"),
    (R, "({aid_bill} of", "({aid_bil} of", Code.UNKNOWN_NAME, "aid_bil}", "`aid_bill`"),
    (R, "text: The aid is late.", "text: The aid of {this} is late.", Code.UNBOUND_WORD, "this}", ""),
    (R, "effects: [terminate target]", "effects: [terminate this]", Code.UNBOUND_WORD, "this]", ""),
    (R, "bear: {odds: 60%}", "bear: {odds: 60%, effects: [terminate target]}", Code.UNBOUND_WORD, "target]", ""),
    (R, "[this.census to complete]", "[this.census to entire]", Code.UNKNOWN_WORD, "entire", ""),
    (R, "target: active and aid >= 1", "target: active and aids >= 1", Code.UNKNOWN_NAME, "aids", "`aid`"),
    (R, "breach: {name: It is a breach, odds: 50%", "breach: {name: It is a breach, odds: half",
     Code.UNKNOWN_NAME, "half", ""),
    # tables by words
    (R, "{by: this, ceasefire: 3", "{by: this, ceasefir: 3", Code.UNKNOWN_AGREEMENT, "ceasefir", "`ceasefire`"),
    (R, "{by: this, ceasefire: 3", "{by: tension, ceasefire: 3", Code.UNKNOWN_CARD, "tension", ""),
    (R, "at most: texts_a_turn", "at most: worth", Code.UNBOUND_WORD, "worth", ""),
    # cards
    (S, "for: north\n    draw", "for: norht\n    draw", Code.UNKNOWN_ACTOR, "norht", "`north`"),
    (S, "draw: {patient: 60%", "draw: {patient: 50%", Code.CARD_CHANCES, "temper", ""),
    (S, "draw: {patient: 60%", "draw: {patient: 160%", Code.CHANCE_RANGE, "160%", ""),
    (S, "draw: {patient: 60%", "draw: {patient: many", Code.WRONG_KIND, "many", "45%"),
    (S, "    draw: {patient: 60%, proud: 40%}\n", "", Code.MISSING_KEY, "temper", "draw"),
    (S, "      proud: You want", "      prowd: You want", Code.UNKNOWN_WORD, "prowd", "`proud`"),
    (S, "      by_peace: You", "      by peace: You", Code.BAD_NAME, "by peace", ""),
    # scorecards
    (R, "league: {for: league, lines", "league: {for: leage, lines", Code.UNKNOWN_ACTOR, "leage", "`league`"),
    (R, "40 for trust from 0 to 100, -20", "40 for trust from 0, -20", Code.BAD_SENTENCE, "for trust", "score lines"),
    (R, "measure is by_grain", "measure is by_grane", Code.UNKNOWN_WORD, "by_grane", "`by_grain`"),
    # rehearsal
    (R, "    patient:\n      for: north", "    patient:\n      for: nort", Code.UNKNOWN_ACTOR, "nort", "`north`"),
    (R, "{moves: equally", "{moves: evenly", Code.BAD_VALUE, "evenly", "equally"),
    (R, "points: {talk_shop: 1.5", "points: {talk_shopp: 1.5", Code.UNKNOWN_MOVE, "talk_shopp", "`talk_shop`"),
    (R, "points: {talk_shop: 1.5", "points: {raid: 1.5", Code.NOT_THEIR_MOVE, "raid", "`by`"),
    (R, "- talk_shop +1 if", "- talk_shop plus if", Code.BAD_SENTENCE, "talk_shop", "preferences"),
    (R, "- hide_guns -1 if", "- raid -1 if", Code.NOT_THEIR_MOVE, "raid", "`by`"),
    (R, "terms: [aid at least 1", "terms: [aide at least 1", Code.UNKNOWN_TERM, "aide", "`aid`"),
    (R, "signs: {chance: 80%}", "signs: {}", Code.MISSING_KEY, "signs", "chance"),
    (R, "signs: {chance: 80%}", "signs: {chance: 80%, give or take: -1}", Code.BAD_VALUE, "signs", ""),
    (R, "{pay_or_late: {pay: 95%", "{pay_or_delay: {pay: 95%", Code.UNKNOWN_QUESTION, "pay_or_delay", "`pay_or_late`"),
    (R, "{pay_or_late: {pay: 95%", "{pay_or_late: {pays: 95%", Code.UNKNOWN_WORD, "pays", "`pay`"),
    (R, "{complete: 20%, partial: 80%}", "{complete: 0%, partial: 0%}", Code.BAD_VALUE, "census", ""),
    (R, "north: by card temper", "north: by card tempre", Code.UNKNOWN_CARD, "tempre", "`temper`"),
    (R, "    proud:\n", "    prouder:\n", Code.UNKNOWN_REFERENCE, "temper", "`prouder`"),
    (R, "south: [farmer", "south: [farner", Code.UNKNOWN_REFERENCE, "farner", "`farmer`"),
    (R, "south: [farmer", "south: [broker", Code.BAD_VALUE, "broker", "any seat"),
    # moves, phases and languages
    (R, "by: [league]\n", "by: [league]\n    decide: by lot\n", Code.BAD_VALUE, "by lot", "consensus"),
    (R, "by: [league]\n", "by: [league]\n    decide: roll\n", Code.MISSING_KEY, "roll", "`roll: …`"),
    (S, "does: [signing]", "does: [signng]", Code.UNKNOWN_STEP, "signng", "`signing`"),
    (S, "{en: North, de: Norden}", "{en: North}", Code.COLON_TRAP, "en: North", "quotes"),
    (S, "{en: North, de: Norden}", "{en: North, de: [Norden]}", Code.WRONG_KIND, "de", ""),
    (S, "{en: No shooting., de: Kein Schuss.}", "{en: No shooting, de: Kein Schuss, nie}", Code.COMMA_TRAP, "nie", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "at", "hint"),
    MISTAKES,
    ids=[f"{number}-{mistake[3].name}" for number, mistake in enumerate(MISTAKES, start=1)],
)
def test_a_mistake_is_told_at_its_place(
    file: str, old: str, new: str, code: Code, at: str, hint: str, valley_texts: dict[str, str]
) -> None:
    texts = changed(valley_texts, file, old, new)
    found = [complaint for complaint in errors(texts) if complaint.code is code]
    assert found, errors(texts)
    for complaint in found:
        line = texts[complaint.place.file].splitlines()[complaint.place.line - 1]
        assert complaint.place.file == file
        if line[complaint.place.column - 1 :].startswith(at):
            assert hint in complaint.suggestion + complaint.message
            return
    pytest.fail(f"none stands at `{at}`: {[str(complaint) for complaint in found]}")


def test_a_broken_entry_is_not_missed_elsewhere(valley_texts: dict[str, str]) -> None:
    texts = changed(valley_texts, R, "    parties: [south, north]\n", "    partys: [south, north]\n")
    assert [complaint.code for complaint in errors(texts)] == [Code.MISSING_KEY, Code.UNKNOWN_KEY]
    texts = changed(valley_texts, R, "    asked of: north\n", "    asked from: north\n")
    assert {complaint.code for complaint in errors(texts)} == {Code.MISSING_KEY, Code.UNKNOWN_KEY}


def test_everything_is_told_at_once(valley_texts: dict[str, str]) -> None:
    texts = valley_texts
    mistakes = [one for one in MISTAKES if one[3] in (Code.UNKNOWN_TERM, Code.UNKNOWN_QUESTION, Code.BAD_SENTENCE)]
    for file, old, new, *_ in mistakes:
        texts = changed(texts, file, old, new) if old in texts[file] else texts
    assert len(errors(texts)) >= 6


def test_words_of_a_question_are_those_of_every_place_where_it_is_asked(valley_texts: dict[str, str]) -> None:
    asked_in_a_step = changed(valley_texts, R, "steps:\n", "steps:\n  odd: {effects: [ask cure_or_end]}\n")
    messages = {complaint.code for complaint in errors(asked_in_a_step)}
    assert messages == {Code.UNBOUND_WORD}
    asked_in_a_move = changed(
        valley_texts, R, "    effects: [tension +2, trust -5]", "    effects: [tension +2, ask bear_or_end]"
    )
    both = changed(asked_in_a_move, R, "bear: {odds: 60%}", "bear: {odds: 60%, effects: [me.purse -1]}")
    assert {complaint.code for complaint in errors(both)} == {Code.UNBOUND_WORD}  # it is asked where nobody moves, too
    only_in_the_move = changed(both, R, "trust -3, ask bear_or_end]", "trust -3]")
    assert isinstance(read("x", only_in_the_move).questions["bear_or_end"].options[0].effects[0], ChangeTrack)


def test_an_answer_to_a_question_for_others_is_of_no_use(valley_texts: dict[str, str]) -> None:
    texts = changed(valley_texts, R, "answers: {pay_or_late:", "answers: {census: {complete: 50%}, pay_or_late:")
    exercise, (warning,) = examine("x", texts)
    assert exercise is not None
    assert (warning.code, warning.severity) == (Code.UNUSED, Severity.WARNING)
