"""What each key of an exercise file is for, in one line: what an editor shows beside it."""

from __future__ import annotations

from collections.abc import Mapping


def _read(texts: str) -> Mapping[str, str]:
    """Read paragraphs: the name of a shape, then lines `key: what it is for`."""
    found = {}
    for paragraph in texts.strip().split("\n\n"):
        shape, *lines = paragraph.splitlines()
        for line in lines:
            key, _, text = line.partition(": ")
            found[f"{shape}: {key}"] = text
    return found


KEYS: Mapping[str, str] = _read("""
ScenarioShape
rulebook: The number of this format: 1.
title: What people read when they choose the exercise.
version: The exercise's own version.
synopsis: What it is about, in a few sentences.
starts: Scenario date of turn 1: 2021-01-20, or with a time: 2021-01-20 06:00.
turns: How many turns there are: {count: 8, called: half-year, each lasts: 6 months}.
labels: Other words for the screen: {turn: half-year, facilitator: white cell}.
likelihood words: By which yardstick chances are put into words: ICD-203 (the usual one) or PHIA.
actors: Who plays, by name.
phases: What a turn consists of, in order.
tracks: The numbers the exercise follows.
derived: Values by formula: `deterrent: 1.3 * warheads + 0.35 * icbm`.
flags: Facts that are up or down: a list of names, or name: words for people.
cards: Secret words of actors, drawn or chosen before turn 1.
objectives: What is practised: `O1: Open and keep a channel`.
evaluation: The evaluation guide.

TurnsShape
count: How many turns are played.
called: What a turn is called: half-year.
each lasts: How far scenario time moves each turn: 6 months, 3 days, 6 hours.

ActorShape
name: What people call the actor.
moves a turn: How many orders it may give in a turn: a number or a formula; 1 if not given.
aim: One public line for its card.
monogram: Two letters for its badge.

PhaseShape
name: What people call the phase.
minutes: How long it is meant to take.
who: Actors, `all`, or `facilitator`.
does: What the program runs in it, from top to bottom: built-in things and steps.
orders: `sealed`: all orders are in before any is ruled; `open`: each is ruled as it is given.
order: In which order single orders are ruled: listed, drawn, or {initiative: track}.
says: A line the facilitator reads out.
questions: What the room discusses in it.

TrackShape
for: Whose it is: world, actor (one for each), pair, agreement, one of them, or two actors as in us.prc.
name: What people read.
unit: What is counted.
range: Lowest and highest value: 0..100; either side may be left open.
start: A number, dice (2d6 + 3) or a draw ({draw: {30: 50%, 40: 50%}}); or one for each owner.
decimal: true for a track that is not rounded to whole numbers.
good: up or down, or who finds which good: {us: up, prc: down}.
bands: Names for stretches, each by its lowest value: {calm: 1, crisis: 7}.
seen by: Who sees the true value: all, actors, or owner.
others see: What the rest see: nothing, last report, or give or take 10.
rises at most: In one turn, counted from the value when the turn began.
falls at most: In one turn, counted from the value when the turn began.
stops at: No sentence lifts it above this.
except: Steps to which the limits do not apply.
income: Added at `income` in every turn: a number, a table, a formula, or one for each owner.
headline: true for the few main tracks.

DerivedShape
formula: An amount, computed anew whenever it is read.
name: What people read.
seen by: Who sees it.

CardShape
for: Whose card it is.
name: What people call the card; its id if not given.
names: What people call its words: {dealer: the dealer}.
draw: Words with their chances: {dealer: 45%, hedger: 55%}.
chosen: The words from which the seat chooses, each with what it then reads.
briefs: Word: what the seat reads when it has drawn it.

EvaluationShape
capabilities: What a team must be able to do, by name.
scale: The ratings a task may get: {P: without challenges}.
tasks: Critical tasks, by name.

TaskShape
objective: Which objective it belongs to.
task: What a good team does.
evidence: A condition that shows it, or `note`.
by: The turn by whose end it must hold: turn 2.
throughout: true if it must hold at the end of every turn.
capability: The capability it is part of.

CapabilityShape
name: What people call it.
objective: Which objective it belongs to.
target: How well it is to be done in this exercise.

RulebookShape
rulebook: The number of this format: 1.
decide: How moves are decided that do not say it themselves: rule, roll, argue, draw, vote, and so on.
tables: Odds and amounts in one place: {by: support, 29 or less: 1, 30 or more: 2}.
rolls: Rolls with names, so that many moves share one.
moves: What actors may do, by name.
steps: What happens by itself, named in the `does` of a phase.
triggers: What happens when a condition comes true.
endings: How the exercise can end; the first whose condition holds.
questions: Decisions that somebody takes in the middle of a ruling, where a sentence says `ask`.
every agreement: What all agreements share.
agreements: Texts that actors can sign, by name.
scorecards: How actors are judged at the end.
rehearsal: Ways of playing, so that the exercise can be tried many times before the day.

RollShape
dice: 2d6, 1d100, 2d6 + support / 10, draw 3 from 4 success and 2 failure.
modifiers at most: The sum of the modifiers is held within plus and minus this.
outcomes: Names for totals: {fail: 5 or less, partial: 6 to 8, full: 9 or more}.

InlineRoll
dice: 2d6, 1d100, 2d6 + support / 10, draw 3 from 4 success and 2 failure.
modifiers at most: The sum of the modifiers is held within plus and minus this.

BlockShape
name: What people call it.
if: Read first; if it fails nothing else happens.
chance: 35%, or a formula or table; the effects happen only if it comes up.
effects: Sentences in order: tension +1, flag gesture for 2 turns, ask pay_or_late.
roll: Dice, lots, or the name of a roll.
modifiers: +1 if trust >= 30 because both sides listen.
outcomes: What follows from every total: by range, or by the names of the roll.
together: true if all effects read the same snapshot.

OutcomeShape
say: What the room is told.
effects: Sentences in order.

MoveShape
name: What people call the move.
by: Actors, or any.
target: others, any or a list of actors; agreements (in force) or a list; or {choices: [north, south]}. Orders name one.
parameters: What is chosen with it besides: {level: {range: 0..3}, channel: {choices: [public, private]}}.
category: Under which heading it stands in the list.
tags: Words by which rules speak of several moves at once.
text: What the move is, for the one who considers it.
allowed if: A condition; it may read only what the mover sees.
cost: An amount and a track of the mover: 1 capital.
once: true if it can be carried out once in the whole exercise.
per turn: How often in a turn.
seen: public, secret, when detected, or a list of actors.
detected: For `when detected`: chance, modifiers, effects.
decide: How it is decided: rule, roll, argue, draw, vote, consensus, facilitator, or none.

ParameterShape
name: What people read above it.
choices: Words one of which is chosen: a list, or word: what people read.
range: Lowest and highest level: 0..3.
names: A name for each level, from the lowest upward.
usual: What an order means that does not say; if not given the first word, the lowest level.

TargetShape
name: What people read above it: Which sector.
choices: Words one of which is named: a list, or word: what people read.

TriggerShape
when: A condition; the trigger fires when it is true.
once: true for once in the exercise; else at most once a turn.
say: What the room is told.
inject: An inject that it brings.

EndingShape
as: The end-state, if two rows are to be one.
at once: true: looked at after everything that happens; the others after the last turn.
when: A condition.
otherwise: true for the last row: whatever is left.
name: What people call it.
say: What is read out.

HooksShape
on signing: What happens when it comes into force.
each turn: What happens in every turn in which it is in force.
if found: What follows when a breach is found; `breaker` is the one who broke it.
on termination: What follows when it is ended.
if a support ends: What happens to it when an agreement it depends on ends.

CommonShape
terms: What is settled at signing: relief: {range: 0..3, names: [none, waiver, partial, broad]}.
signed in: The phase, or phases, in which texts are signed.
at most: How many may come into force in one turn.
offer stays open: Until when an unfinished offer can be signed.
may return: When an ended text can be signed again: 2 turns after it ended, or never.
ambiguous: The question that is asked about a move that is `ambiguous under` an agreement.

TermShape
range: Lowest and highest level: 0..3.
name: What people call the term.
names: A name for each level, from the lowest upward.

AgreementShape
name: What people call it.
parties: Who has to sign; the first-named answers where the injured are asked.
possible if: A condition: only then can it be laid down and signed.
depends on: Agreements that have to be in force.
terms: The usual level of each term.
fixed terms: Terms that cannot be negotiated.
tags: Words by which rules speak of several agreements at once.
facts: Words set in secret: {declaration: {one of: [complete, partial], seen by: [prc]}}.
forbids: Moves, or tags of moves, by party. They stay playable: they are breaches.
ambiguous under: Moves by party of which somebody must say whether they are a breach.
detection: The chance that a breach is found whose move nobody sees and that has no `detected`.
lasts: Through the end of the turn so many turns after signing: 3 turns.
notice: A party may withdraw so long after saying so: 1 turn.
goodwill: true for a promise without terms that end.
obligations: What each party has promised, for people.

FactShape
one of: The words it can be.
seen by: Who sees it, besides the white cell.

QuestionShape
asked of: An actor, injured, or facilitator.
text: What is asked; {this}, {breaker} and amounts in braces are filled in.
secret: true if it is answered behind the curtain.
options: The answers, by name.

OptionShape
name: What people read.
allowed if: A condition; the answer is offered only if it holds.
odds: How often a rehearsal, a preview or the dice take it: 60%.
target: Read for each agreement: those for which it holds are candidates for `target`.
effects: What follows.

ScorecardShape
for: Who is judged.
name: What people call the scorecard; its id if not given.
if: It counts only if this holds.
lines: 25 for warheads from 70 to 25; -25 if tension >= 10.

RehearsalShape
players: Ways of playing a seat, by name.
seats: Who sits where: a list of players, or by card and the name of a card.

PlayerShape
for: Whose seat it plays; any seat if not given.
moves: `equally`: every allowed move, and holding back, equally likely.
points: One point more makes a move three times as likely; unlisted moves have -1.
prefer: us_summit +2.5 if count(active) >= 3.
keeps promises: Points lost for each agreement in force that the move would break.
terms: How it changes the usual terms: relief +1; or drawn.
signs: How it decides to sign: by chance, or by a score.
answers: How it answers questions: {pay_or_late: {pay: 95%, late: 5%}}.

SignsShape
chance: The probability that it signs: 75%.
score: An amount; it signs if the score is at least the mark.
at least: The mark.
give or take: How much noise is added to the score.
modifiers: Added to the score, or to the chance.

MselShape
rulebook: The number of this format: 1.
injects: News, in the order in which it is looked at.

InjectShape
number: In the list of the facilitator.
due: When it comes: turn 3; turn 2, minute 15; turn 2, phase talks, minute 5; D+1 H+2.
when: Or a condition: it comes when this is true.
from: Who sends it.
to: all, or actors.
means: Press clip, cable, phone call, and so on.
headline: What people read first; one line on a wall.
text: What they read.
must: false for one that may be dropped.
objective: What it is for.
expected: What a good team does.
hint: What to ask when the table is stuck.
read aloud: What the facilitator reads out when it comes.
success: By what one sees that it was done.
red flag: What must not happen.
questions: What to discuss afterwards.
attachment: A text that comes with it: attachments/cable.md.

PlayShape
play: The number of this format: 1.
title: What the play is about.
seed: What every die is derived from that is not written down here.
cards: The secret words that actors hold: {us.scorecard: first}.
turns: What is played, by the number of the turn.
expect: What must be true when play is over.

PlayTurnShape
orders: Orders of any actors; they are ruled in the order of the file.
sign: Texts that are signed, one after another.
notice: Who leaves which agreement by notice.
answers: Answers to questions: {pay_or_late: pay}; a list where it is asked several times.
dice: Dice from the table for what is no order, by the path of the rule: {steps/crisis_roll: [[3, 4]]}.
expect: Conditions that must hold when the turn is over.

OrderShape
by: Who gives the order.
move: What is done.
target: Whom it is aimed at.
choices: What is chosen with it: parameter: word or level.
say: What the actor says in public.
intent: What the actor wants.
dice: Dice from the table, a list of faces for each roll: [[4, 3]].
waive: Why it is let pass although a condition or its cost does not hold.
lapse: Why it is not carried out although it could be.
outcome: An outcome set by hand, with the reason: {partial: argued well}.
strike: Sentences left out, by path, each with the reason.
add: More sentences at the end, each with the reason: {tension +1: the press was there}.
decide: The way of deciding, with the reason: {argue: the room wants to}.
arguments: Reasons for and against, in the order in which they were given.
vote: How likely each of those who voted finds it: [70%, likely].
modifiers: Modifiers struck, made to count or added before the dice fall: [{add: +1, because: it is dark}].
tell: Who learns of it, in place of those that the rules say: {to: [us, prc], because: behind closed doors}.

ArgumentShape
for: A reason why it should succeed.
against: A reason why it should fail.
by: Who gives the reason.
weight: How often it counts, 0 to 3; 1 if not given.

ModifierShape
strike: A modifier that does not count, as it stands in the rulebook.
count: A modifier that counts although its condition does not hold, as it stands in the rulebook.
add: One modifier more: +1; of a chance, per cent: +10%.
because: The reason.
roll: The how-many-th roll of the ruling; 1 if not given.

TellShape
to: all, or actors; whoever moves always learns of it.
because: The reason.

SignShape
agreement: The text.
by: Who signs it.
terms: Levels that differ from those on the table.

NoticeShape
agreement: The text that is left.
by: Who leaves it.

ExpectShape
ending: An end-state of the rulebook.
turn: In which play ends.
conditions: What must hold at the end.
""")
