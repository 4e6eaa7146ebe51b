"""A whole folder put together: texts to shapes, shapes to names, names to rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from wargame.exercise.agreement_parts import AgreementReader
from wargame.exercise.asking import words_in_questions
from wargame.exercise.assembly import Assembly, Enough, plain
from wargame.exercise.attachments import Attachments, languages_of_attachments
from wargame.exercise.blocks import BlockReader
from wargame.exercise.briefing_parts import languages_of, read_briefings
from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint, Place, Severity
from wargame.exercise.declaring import declare, doubtful
from wargame.exercise.definition import Exercise
from wargame.exercise.due import Calendar
from wargame.exercise.evaluation_parts import read_capabilities, read_tasks
from wargame.exercise.formulas import check_chains
from wargame.exercise.likelihood import ICD_203, YARDSTICKS
from wargame.exercise.msel_parts import read_injects
from wargame.exercise.player_parts import RehearsalReader
from wargame.exercise.question_parts import read_questions
from wargame.exercise.rulebook_parts import read_rulebook
from wargame.exercise.scenario_parts import (
    BUILT_IN,
    one_of,
    read_actors,
    read_date,
    read_labels,
    read_objectives,
    read_phases,
    read_turns,
)
from wargame.exercise.scoring_parts import read_cards, read_scorecards
from wargame.exercise.shapes import Shape
from wargame.exercise.shapes_msel import MselShape
from wargame.exercise.shapes_rulebook import RulebookShape
from wargame.exercise.shapes_scenario import ScenarioShape
from wargame.exercise.spelling import did_you_mean
from wargame.exercise.structure import shaped
from wargame.exercise.tracks import read_derived, read_tracks
from wargame.exercise.written import Written, title_place

SCENARIO, RULEBOOK, MSEL = "scenario.yaml", "rulebook.yaml", "msel.yaml"
PLAYS = "plays/"

AnyShape = TypeVar("AnyShape", bound=Shape)


def put_together(
    exercise_id: str, texts: Mapping[str, str], language: str = ""
) -> tuple[Exercise | None, tuple[Complaint, ...]]:
    """Return the exercise, or None if it has errors, and every complaint in order of place.

    Texts in several languages are read in `language`, or else in the first.
    """
    desk = Assembly()
    exercise: Exercise | None = None
    try:
        exercise = _Folder(desk, exercise_id, texts, language).exercise()
    except Enough:
        exercise = None
    found = tuple(sorted(set(desk.complaints)))
    broken = any(complaint.severity is Severity.ERROR for complaint in found)
    return (None if broken else exercise), found


class _Folder:
    """The texts of one exercise on their way."""

    def __init__(self, desk: Assembly, exercise_id: str, texts: Mapping[str, str], language: str) -> None:
        self._desk = desk
        self._language = language
        self._id = exercise_id
        self._texts = texts
        self._languages: dict[str, None] = {}

    def exercise(self) -> Exercise | None:
        """Return the exercise, possibly with stand-ins for what was wrong; None if a file has no shape at all."""
        if not self._all_there():
            for kind, name in ((ScenarioShape, SCENARIO), (RulebookShape, RULEBOOK), (MselShape, MSEL)):
                if name in self._texts:
                    self._shape(kind, name)
            return None
        scenario = self._shape(ScenarioShape, SCENARIO)
        rules = self._shape(RulebookShape, RULEBOOK)
        msel = self._shape(MselShape, MSEL) if MSEL in self._texts else MselShape.model_construct(injects={})
        if scenario is None or rules is None or msel is None:
            return None
        desk = self._desk
        self._check_not_empty(scenario)
        desk.doubtful = doubtful(scenario, rules)
        desk.vocabulary = declare(desk, scenario, rules)
        for step in rules.steps:
            if step in BUILT_IN:
                desk.say(step.place, Code.RESERVED_NAME, f"`{step}` is something the program does itself")
        briefings = read_briefings(desk, self._texts, tuple(map(str, scenario.actors)), self._language)
        return self._rest(scenario, rules, msel, briefings)

    def _rest(
        self, scenario: ScenarioShape, rules: RulebookShape, msel: MselShape, briefings: Mapping[str, str]
    ) -> Exercise:
        desk, objectives = self._desk, tuple(map(str, scenario.objectives))
        steps, injects = tuple(map(str, rules.steps)), tuple(map(str, msel.injects))
        pace = read_turns(desk, scenario.turns, read_date(desk, scenario.starts))
        phases = read_phases(desk, scenario.phases, steps)
        derived = read_derived(desk, scenario.derived)
        evaluation = scenario.evaluation
        blocks = BlockReader(desk, rules.rolls)
        signing = AgreementReader(desk, blocks, rules)
        rulebook = read_rulebook(desk, blocks, rules, injects)
        cards = read_cards(desk, scenario.cards)
        questions = read_questions(desk, blocks, rules.questions, words_in_questions(desk, rules, msel))
        rehearsal = RehearsalReader(desk, rulebook.moves, questions, cards)
        players = rehearsal.players(rules.rehearsal) if rules.rehearsal is not None else {}
        attached = Attachments(self._texts, self._language)
        exercise = Exercise(
            id=self._id,
            title=plain(scenario.title),
            version=plain(scenario.version),
            synopsis=plain(scenario.synopsis),
            turns=pace.turns,
            actors=read_actors(desk, scenario.actors),
            tracks=read_tracks(desk, scenario.tracks, steps),
            derived=derived,
            flags={str(flag): plain(words) or str(flag) for flag, words in scenario.flags.items()},
            phases=phases,
            rulebook=rulebook,
            injects=read_injects(desk, blocks, msel, objectives, Calendar(desk, pace, phases), attached),
            objectives=read_objectives(scenario.objectives),
            labels=read_labels(desk, scenario),
            likelihood_words=one_of(desk, scenario.likelihood_words, tuple(YARDSTICKS), ICD_203),
            starts=pace.starts,
            months_per_turn=pace.months,
            days_per_turn=pace.days,
            hours_per_turn=pace.hours,
            tasks=read_tasks(desk, evaluation, objectives, pace.turns) if evaluation else {},
            capabilities=read_capabilities(desk, evaluation, objectives) if evaluation else {},
            scale={str(mark): plain(words) for mark, words in evaluation.scale.items()} if evaluation else {},
            briefings=briefings,
            plays=dict(self._plays()),
            flag_places={str(flag): flag.place for flag in scenario.flags},
            language=self._language,
            languages=tuple(
                dict.fromkeys((*self._languages, *languages_of(self._texts), *languages_of_attachments(self._texts)))
            ),
            texts=dict(self._texts),
            agreements=signing.agreements(),
            common=signing.common(tuple(map(str, scenario.phases))),
            questions=questions,
            cards=cards,
            scorecards=read_scorecards(desk, rules.scorecards),
            players=players,
            seatings=rehearsal.seatings(rules.rehearsal, players) if rules.rehearsal is not None else (),
        )
        check_chains(desk, exercise.derived, exercise.rulebook.tables)
        return exercise

    def _all_there(self) -> bool:
        missing = [name for name in (SCENARIO, RULEBOOK) if name not in self._texts]
        for name in missing:
            near = did_you_mean(name, [known for known in self._texts if known.endswith((".yaml", ".yml"))])
            hint = near or "an exercise needs scenario.yaml and rulebook.yaml"
            self._desk.say(Place(name), Code.MISSING_FILE, f"the exercise has no file {name}", hint)
        for name in self._texts:
            if "/" not in name and name.endswith((".yaml", ".yml")) and name not in (SCENARIO, RULEBOOK, MSEL):
                hint = did_you_mean(name, (SCENARIO, RULEBOOK, MSEL)) or "it belongs in plays/, or nowhere"
                self._desk.warn(Place(name), Code.UNUSED_FILE, f"nothing reads the file {name}", hint)
        return not missing

    def _check_not_empty(self, scenario: ScenarioShape) -> None:
        for key, entries in (("actors", scenario.actors), ("phases", scenario.phases)):
            if not entries:
                place = title_place(scenario.written[Written(key, SCENARIO)])
                self._desk.say(place, Code.MISSING_KEY, f"an exercise needs {key}, at least one")

    def _shape(self, kind: type[AnyShape], name: str) -> AnyShape | None:
        shape, complaints = shaped(kind, name, self._texts[name], self._language)
        self._desk.complaints.extend(complaints)
        self._languages |= complaints.languages
        return shape

    def _plays(self) -> Iterator[tuple[str, str]]:
        for name, text in self._texts.items():
            if name.startswith(PLAYS) and name.endswith((".yaml", ".yml")):
                yield name.removeprefix(PLAYS), text
