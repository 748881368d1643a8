"""What an office does, as a model that knows nothing of YAML or git: what must be on record.

A matter is proposed, gets its papers and is admitted; a meeting is called on all that are
admitted, opened, heard, voted on, closed, and its minutes are issued; then the next is called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from tripower.core.dates import BEIJING
from tripower.core.records import Record

Subject = tuple[str, str]
Facts = Mapping[str, Any]

TEAM = ("jia", "yi", "shi", "zheng", "zhen")
"""In the order in which they speak, the head last."""
BEGIN = datetime(2024, 1, 9, 9, tzinfo=BEIJING)
MATTERS, MEETINGS = 5, 4
PLACES = {"三楼": "四楼", "四楼": "五楼"}
"""Where a meeting was held, as it is corrected."""
PAPERS = {
    "report": "--type argument_report --title 论证报告 --method analysis",
    "legality": "--type legality_opinion --title 合法性审查意见",
}
MAKER = "--producer 示例所 --producer-type institution --signed --sealed --dated 2024-01-05"
VOTES = {
    "--all no": dict.fromkeys(TEAM, "no"),
    "--all yes --except zheng=no": {"zheng": "no"},
    "--all yes": {},
}


class Act(msgspec.Struct, frozen=True):
    """One thing the clerk does: the command, when, and what is then on record of it."""

    line: str
    when: datetime
    told: Mapping[Subject, Facts]


class Model:
    """What is on record and how many commits brought it there."""

    def __init__(self, begun: Iterable[Subject], commits: int) -> None:
        self.told: dict[Subject, dict[str, Any]] = {subject: {} for subject in begun}
        self._begun = frozenset(self.told)
        self.commits = commits
        self.now = BEGIN

    def happened(self, act: Act) -> None:
        """An act is on record."""
        for subject, told in act.told.items():
            self.told[subject] = {**self.told.get(subject, {}), **told}
        self.now = act.when
        self.commits += 1

    def differs(self, found: Mapping[Subject, Record]) -> list[str]:
        """In what the records that were found are not those that must be there."""
        lost = [f"{one} is lost" for one in self.told.keys() - found.keys()]
        new = [f"nobody recorded {one}" for one in found.keys() - self.told.keys()]
        other = [
            f"{subject}: {name} is {seen(found[subject], name)}, not {value}"
            for subject in self.told.keys() & found.keys()
            for name, value in self.told[subject].items()
            if seen(found[subject], name) != value
        ]
        return sorted([*lost, *new, *other])

    def possible(self) -> list[Act]:
        """Everything that may lawfully come next; the last one goes on with what has begun."""
        found = [*self._corrections(), *self._matters()]
        meeting = self._meeting()
        if meeting is None:
            return [*found, *self._calls()]
        acts = {"called": self._openings, "open": self._session, "closed": self._minutes}
        return [*found, *acts[self.told[meeting]["stage"]](meeting)]

    def unlawful(self) -> list[str]:
        """What is refused, whatever has happened."""
        about = "--category major_decision --proposer zhen --title 再提"
        lines = [f"decision propose M-1 {about}", "record edit meeting K-1 place=二楼"]
        lines += ["vote cast M-1 --all yes", "minutes issue K-1 --signer wen --to 各股室"]
        lines += ["record new person person_id=zhen name=甄诚", "meeting open K-1"]
        return lines

    def keys(self, kind: str) -> list[str]:
        """The keys of what came since the beginning, in order."""
        return [one[1] for one in self.told if one[0] == kind and one not in self._begun]

    def _act(self, line: str, told: Mapping[Subject, Facts], when: datetime | None = None) -> Act:
        return Act(line, when or self.now + timedelta(minutes=1), told)

    def _matters(self) -> Iterator[Act]:
        known = self.keys("matter")
        if len(known) < MATTERS:
            new = f"M-{len(known) + 2}"
            line = f"decision propose {new} --category major_decision --proposer zhen"
            told = {"title": f"事项{new}", "proposer_id": "zhen", "proposed_on": self.now.date()}
            yield self._act(f"{line} --title 事项{new}", {("matter", new): told})
        for matter in known:
            yield from self._papers(matter)

    def _papers(self, matter: str) -> Iterator[Act]:
        lacking = [name for name in PAPERS if ("material", f"{matter}/{name}") not in self.told]
        for name in lacking:
            told = {"signed": True, "received_on": self.now.date()}
            line = f"decision attach {matter} {name} {PAPERS[name]} {MAKER}"
            yield self._act(line, {("material", f"{matter}/{name}"): told})
        check = ("admission", f"{matter}/1")
        if not lacking and check not in self.told:
            told = {"result": "admitted", "checked_by": "wen", "checked_on": self.now.date()}
            yield self._act(f"decision admit {matter}", {check: told})

    def _meeting(self) -> Subject | None:
        """The meeting whose minutes are not issued yet."""
        over = {self.told["minutes", key]["meeting_id"] for key in self.keys("minutes")}
        waiting = [key for key in self.keys("meeting") if key not in over]
        return ("meeting", waiting[0]) if waiting else None

    def _calls(self) -> Iterator[Act]:
        done = {matter for key in self.keys("meeting") for matter in self._agenda(key)}
        admitted = [matter.removesuffix("/1") for matter in self.keys("admission")]
        agenda = tuple(matter for matter in admitted if matter not in done)
        number = len(self.keys("meeting")) + 2
        if not agenda or number > MEETINGS + 1:
            return
        day = self.now.date() + timedelta(days=7)
        who = f"--on {day} --presiding zhen --recorder wen --place 三楼"
        told = {"stage": "called", "draft": True, "agenda": agenda, "held_on": day, "place": "三楼"}
        line = f"meeting call K-{number} {' '.join(agenda)} {who}"
        yield self._act(line, {("meeting", f"K-{number}"): told})

    def _agenda(self, meeting: str) -> tuple[str, ...]:
        return self.told["meeting", meeting].get("agenda", ())

    def _openings(self, meeting: Subject) -> Iterator[Act]:
        day: date = self.told[meeting]["held_on"]
        when = self.now.replace(year=day.year, month=day.month, day=day.day)
        for words, absent in (("", ""), (" --absent yi=出差", "yi")):
            present = {one for one in TEAM if one != absent}
            told = {"stage": "open", "present": present}
            yield self._act(f"meeting open {meeting[1]}{words}", {meeting: told}, when)

    def _session(self, meeting: Subject) -> Iterator[Act]:
        yield self._closing(meeting)
        yield from self._speeches(meeting)
        yield from self._votes(meeting)

    def _undecided(self, meeting: Subject) -> list[str]:
        voted = {key.split("/")[1] for key in self.keys("ballot") if key.startswith(meeting[1])}
        return [matter for matter in self._agenda(meeting[1]) if matter not in voted]

    def _speeches(self, meeting: Subject) -> Iterator[Act]:
        for matter in self._undecided(meeting):
            key = f"{meeting[1]}/{matter}"
            if ("speeches", key) in self.told:
                continue
            speakers = [one for one in TEAM if one in self.told[meeting]["present"]]
            said = ", ".join(f"{{person_id: {one}, stance: for, gist: 同意}}" for one in speakers)
            where = f"meeting_id={meeting[1]} matter_id={matter}"
            line = f"record new speeches draft=true {where} 'speeches=[{said}]'"
            yield self._act(line, {("speeches", key): {"draft": True, "speakers": speakers}})

    def _votes(self, meeting: Subject) -> Iterator[Act]:
        for matter in self._undecided(meeting):
            key = f"{meeting[1]}/{matter}"
            if ("speeches", key) not in self.told:
                continue
            for words, others in VOTES.items():
                voters = self.told[meeting]["present"]
                cast = {one: others.get(one, "yes") for one in voters}
                told = {("ballot", f"{key}/{one}"): {"choice": cast[one]} for one in voters}
                yield self._act(f"vote cast {matter} {words}", told)

    def _closing(self, meeting: Subject) -> Act:
        """What was not voted on is put off."""
        left = self._undecided(meeting)
        words = " ".join(f"--defer {matter}=改日再议" for matter in left)
        told: dict[Subject, Facts] = {meeting: {"stage": "closed", "draft": False, "put_off": left}}
        for key in self.keys("speeches"):
            if key.startswith(meeting[1]):
                told["speeches", key] = {"draft": False}
        return self._act(f"meeting close {meeting[1]} {words}", told)

    def _minutes(self, meeting: Subject) -> Iterator[Act]:
        number = len(self.keys("minutes")) + 2
        counted = {}
        follow = ""
        for matter in self._agenda(meeting[1]):
            key = f"{meeting[1]}/{matter}/"
            cast = [self.told["ballot", one]["choice"] for one in self.keys("ballot") if key in one]
            yes = cast.count("yes")
            outcome = "deferred" if not cast else "passed" if yes else "rejected"
            counted[matter] = (outcome, yes, cast.count("no"))
            if outcome == "passed":
                follow += f" --executor {matter}=shi --due {matter}=2024-07-31"
                follow += f" --supervisor {matter}=zheng"
        line = f"minutes issue {meeting[1]} --signer zhen --to 各股室{follow}"
        told = {"meeting_id": meeting[1], "number": number, "counted": counted}
        yield self._act(line, {("minutes", f"J-2024-{number}"): told})

    def _corrections(self) -> Iterator[Act]:
        """The place of a meeting that is over was written down wrongly, and then again."""
        over = [key for key in self.keys("meeting") if not self.told["meeting", key]["draft"]]
        for key in ("K-1", *over):
            place = PLACES.get(self.told["meeting", key].get("place", "三楼"))
            if place is not None:
                line = f"record supersede meeting {key} place={place} --reason 写错了"
                yield self._act(line, {("meeting", key): {"place": place}})


def seen(record: Record, name: str) -> Any:
    """What a record says, under a name of the model."""
    return SEEN[name](record) if name in SEEN else getattr(record, name)


SEEN: dict[str, Callable[[Any], Any]] = {
    "present": lambda meeting: set(meeting.present_ids),
    "put_off": lambda meeting: [one.matter_id for one in meeting.deferred],
    "speakers": lambda speeches: [one.person_id for one in speeches.speeches],
    "counted": lambda minutes: {i.matter_id: (i.outcome, i.yes, i.no) for i in minutes.items},
}
