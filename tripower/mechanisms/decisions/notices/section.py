"""One matter of a meeting: records and the count of its vote become what the pages show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from tripower.core.answer import Say, say
from tripower.core.messages import N_
from tripower.core.numbers import inequality_at_least, inequality_more_than
from tripower.core.people import heads_on
from tripower.core.unit import Unit
from tripower.mechanisms.decisions import tally as voting
from tripower.mechanisms.decisions.completeness import DIFFERENT
from tripower.mechanisms.decisions.corrections import corrections
from tripower.mechanisms.decisions.counting import Count, quorum_share, struck_ballots
from tripower.mechanisms.decisions.gate import materials_by
from tripower.mechanisms.decisions.notices.page import (
    Aside,
    Named,
    Numbers,
    Opinion,
    Section,
    Spoken,
    Step,
    SupportingPaper,
    Vote,
)
from tripower.mechanisms.decisions.records import (
    Ballot,
    Confirmation,
    ConfirmationResult,
    Material,
    Matter,
    MinutesItem,
    ProducerType,
    SpeechKind,
    VoteMethod,
)
from tripower.mechanisms.decisions.rounds import Round
from tripower.publish.masking import PrivatePerson

BUNDLED = N_("bundled")
"""How the count calls a vote on several matters at once."""
DEFECTS = {
    "DEC-06": N_("whoever has to speak last stated an opinion before the others had ({rule})"),
}
"""What was not kept, by the rule; it names nobody, for who said what is not published (PUB-05)."""


def section(item: MinutesItem, this: Round, unit: Unit, *, internal: bool) -> Section:
    """What minutes say of one matter; numbers, outcome and opinions are those of the minutes."""
    told, counted = of_records(this, unit, internal=internal), voting.tally(this)
    dissents = tuple(Opinion(unit.name(d.person_id), d.text) for d in item.dissents)
    return replace(
        told,
        numbers=_numbers(item, counted),
        dissents=len(dissents),
        named=replace(told.named, dissents=dissents) if told.named else None,
        outcome=item.outcome,
        by_records=counted.result if counted.result is not item.outcome else None,
        conclusion=item.conclusion,
        executor=unit.name(item.executor_id) if item.executor_id else None,
        due_on=item.due_on,
        supervisors=tuple(unit.name(one) for one in item.supervisor_ids),
    )


def of_records(this: Round, unit: Unit, *, internal: bool) -> Section:
    """What the records tell of one matter in one meeting, whatever minutes say."""
    matter, counted = this.matter, voting.tally(this)
    return Section(
        matter_id=this.matter_id,
        title=matter.title if matter else this.matter_id,
        category=matter.category if matter else None,
        amount=matter.amount if matter else None,
        round=this.number,
        proposer=unit.name(matter.proposer_id) if matter else None,
        confirmation=confirmation(matter, unit) if matter else None,
        papers=papers(matter, unit, this.day, internal=internal) if matter else (),
        speakers=sum(one.type_ is SpeechKind.OPINION for one in this.speeches),
        method=_method(this),
        numbers=_numbers(counted.count, counted),
        steps=tuple(_steps(this, counted)),
        defects=tuple(say(DEFECTS[rule_id], rule=rule_id) for rule_id in counted.procedural_defect),
        dissents=len(_different(this)),
        secret=this.secret_tally is not None,
        named=_named(this, unit) if internal else None,
        outcome=counted.result,
        corrected=_corrected(matter, this, unit) if matter else None,
    )


def _corrected(matter: Matter, this: Round, unit: Unit) -> Say | None:
    """That what stands here is no longer what the meeting had before it."""
    told = next((one for one in corrections(matter, unit) if one.after(this.day)), None)
    if told is None:
        return None
    path = unit.origin(matter).path
    if told.day is None:
        return say(N_("corrected, see {path}"), path=path)
    return say(N_("corrected on {day}, see {path}"), day=told.day, path=path)


def _numbers(said: MinutesItem | Count, counted: voting.Tally) -> Numbers:
    return Numbers(
        entitled=said.entitled,
        present=said.present,
        yes=said.yes,
        no=said.no,
        abstain=said.abstain,
        defer=said.defer,
        recused=said.recused,
        void=counted.count.void,
        struck=counted.count.struck,
    )


def confirmation(matter: Matter, unit: Unit) -> Say | None:
    """What the head said of the proposal (DEC-03); None where nothing is on record."""
    roles = unit.on(matter.proposed_on).words("pow.head_roles")
    if matter.proposer_id in heads_on(unit, matter.proposed_on, roles):
        return say(N_("proposed by the head of the unit, so none is needed"))
    told = unit.get(Confirmation, matter.matter_id)
    if told is None:
        return None
    name = unit.name(told.by)
    if told.result is ConfirmationResult.REFUSED:
        return say(N_("refused by {name} on {day}"), name=name, day=told.on)
    if told.delegation_doc is not None:
        text = N_("confirmed by {name} on {day}, by written delegation {doc}")
        return say(text, name=name, day=told.on, doc=told.delegation_doc)
    return say(N_("confirmed by {name} on {day}"), name=name, day=told.on)


def papers(matter: Matter, unit: Unit, day: date, *, internal: bool) -> tuple[SupportingPaper, ...]:
    """The papers of a matter that had been handed in by a day."""
    return tuple(
        SupportingPaper(one.type_, one.title, _producer(one, internal=internal), one.dated)
        for one in materials_by(matter, unit, day)
    )


def _producer(paper: Material, *, internal: bool) -> str | PrivatePerson:
    """An institution by name; a professional is a private person for the public."""
    private = paper.producer_type is ProducerType.PROFESSIONAL and not internal
    return PrivatePerson(paper.producer) if private else paper.producer


def _method(this: Round) -> Say | tuple[VoteMethod, ...] | None:
    if voting.head_decides(this):
        return say(N_("the head decides after discussion"))
    if this.secret_tally is not None:
        return say(N_("secret ballot"))
    used = {ballot.method for ballot in this.ballots}
    if not used and voting.put_off(this):
        return say(N_("put off without a vote"))
    return tuple(one for one in VoteMethod if one in used) or None


def _steps(this: Round, counted: voting.Tally) -> Iterator[Step]:
    """Quorum and majority first, each from the numbers; then whatever else decided."""
    first = [_quorum(this, counted)]
    if voting.cast(this) and not voting.head_decides(this):
        first.append(_majority(this, counted))
    yield from first
    told = {(step.rule_id, step.inequality) for step in first}
    for one in counted.decided_by:
        if (one.rule_id, one.inequality) not in told:
            yield Step(one.rule_id, _TEXTS[one.rule_id], _words(one.inequality), one.holds)


def _quorum(this: Round, counted: voting.Tally) -> Step:
    count, share = counted.count, quorum_share(this, this.see.on(this.day))
    text = N_(
        "Quorum: {present} of {entitled} members entitled to attend were present; "
        "at least {share} are needed, that is {needed}"
    )
    told = say(
        text,
        present=count.present,
        entitled=count.entitled,
        share=str(share),
        needed=counted.quorum_needed,
    )
    inequality, _ = inequality_at_least(count.present, count.entitled, share)
    return Step("DEC-05", told, inequality, counted.quorum_reached)


def _majority(this: Round, counted: voting.Tally) -> Step:
    count, share = counted.count, this.see.on(this.day).share("dec.pass")
    text = N_(
        "Majority: {yes} votes in favour of {entitled} members entitled to attend; "
        "more than {share} are needed, that is {needed}"
    )
    told = say(
        text,
        yes=count.yes,
        entitled=count.denominator,
        share=str(share),
        needed=counted.yes_needed,
    )
    inequality, holds = inequality_more_than(count.yes, count.denominator, share)
    return Step("DEC-07", told, inequality, holds)


_TEXTS = {
    "DEC-07": say(N_("the sheet of the secret vote adds up")),
    "DEC-09": say(N_("each matter and each person is voted on separately")),
    "DEC-11": say(N_("the result does not rest on ballots of those who had to stand aside")),
    "DEC-12": say(N_("votes in favour and against are close, so the matter is put off")),
    "DEC-13": say(N_("the matter is put off")),
    "DEC-15": say(N_("the body came together in a meeting")),
    "DEC-18": say(N_("the head decides after discussion")),
}


def _words(inequality: str) -> str | Say:
    """A comparison stays as it is; a word of a closed list is to be translated."""
    is_word = inequality.replace("_", "").isalpha()
    return say(inequality.replace("_", " ")) if is_word else inequality


def _different(this: Round) -> list[tuple[str, str]]:
    """Who voted other than yes and said why, in words (Decree 713, art. 30)."""
    told = ((one.person_id, one.opinion, one.choice) for one in _in_order(this))
    return [(person, words) for person, words, choice in told if words and choice in DIFFERENT]


def _named(this: Round, unit: Unit) -> Named:
    struck = set().union(*struck_ballots(this, unit.on(this.day)))
    sheet, decision = this.secret_tally, this.head_decision
    put_off = (one.reason for one in this.meeting.deferred if one.matter_id == this.matter_id)
    return Named(
        speeches=tuple(
            Spoken(unit.name(s.person_id), s.type_, s.stance, s.gist) for s in this.speeches
        ),
        asides=tuple(
            Aside(unit.name(r.person_id), r.ground, r.decided_by, r.note) for r in this.recusals
        ),
        votes=tuple(
            Vote(unit.name(b.person_id), b.choice, b.person_id not in struck, b.opinion)
            for b in _in_order(this)
        ),
        counters=tuple(unit.name(one) for one in sheet.counter_ids) if sheet else (),
        dissents=tuple(Opinion(unit.name(who), words) for who, words in _different(this)),
        written=tuple(Opinion(unit.name(w.person_id), w.text) for w in this.written_opinions),
        head_reasons=decision.reasons if decision else None,
        deferred_because=next(put_off, None),
    )


def _in_order(this: Round) -> list[Ballot]:
    """The ballots in the order of the members entitled to attend, then any others."""
    order = {person_id: n for n, person_id in enumerate(this.meeting.entitled_ids)}
    return sorted(this.ballots, key=lambda b: (order.get(b.person_id, len(order)), b.person_id))
