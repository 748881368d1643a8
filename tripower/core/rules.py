"""What a rule is, and the one list of all rules.

A rule is a function decorated with `@rule`. Its docstring tells people what it checks:
in one paragraph or more, then one that starts with "Why:", one that starts with "Example:"; the
command `tripower rule ID` and docs/rules.md print it. The function gets one subject and
a `View`, and yields a `Hit` for each thing that is wrong. It is pure.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

import msgspec

from tripower.core.dates import Period
from tripower.core.findings import Basis, Severity, SourceClass
from tripower.core.records import Record
from tripower.core.unit import Sees, View

if TYPE_CHECKING:
    from tripower.core.changes import Pair

R = TypeVar("R", bound=Record)
ALWAYS = Period()
DISTRICT = "district"
"""What a rule `needs` that looks at all units of a district at once."""


class Subject(Protocol):
    """What a rule is asked about: a record, or something made of several."""

    kind: ClassVar[str]

    @property
    def subject(self) -> tuple[str, str]:
        """Kind and key."""
        ...


ANY = "*"
"""The key of an anchor that stands for whichever record of a kind changes."""


def among(see: Sees, kind: type[R], keys: Collection[tuple[str, str]]) -> Iterator[R]:
    """The records of a kind that are among the keys, in order."""
    for name in sorted(key for one, key in keys if one == kind.kind):
        record = see.get(kind, name)
        if record is not None:
            yield record


class Derived(msgspec.Struct, frozen=True):
    """Base of subjects that are made of several records, such as a matter in a meeting."""

    kind: ClassVar[str] = ""

    @property
    def subject(self) -> tuple[str, str]:
        """Kind and key."""
        raise NotImplementedError

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """Kind and key of the records it is made of."""
        raise NotImplementedError

    @classmethod
    def every(cls, see: View) -> Iterator[Any]:
        """All of them in a unit."""
        raise NotImplementedError

    @classmethod
    def among(
        cls,
        see: View,
        keys: Collection[tuple[str, str]],  # noqa: ARG003 - for classes that can tell
    ) -> Iterator[Any]:
        """At least those with an anchor among these keys.

        A class whose anchors say by their kind and key alone which subjects they belong to
        looks for those only.
        """
        return cls.every(see)


class Hit(msgspec.Struct, frozen=True):
    """One thing a rule found; the engine makes a finding of it.

    `says` names one of the rule's messages. `mark` tells two hits of one message on
    one subject apart, by something that lasts (a person, a power, a first day). `about`
    picks the clauses that speak of this case only, such as those on personnel. A rule on
    change or on evidence names the file by `path` and the record by `subject`.
    """

    severity: Severity
    says: str
    at: Record | None = None
    field: str = ""
    on: date | None = None
    mark: str = ""
    about: str = ""
    evidence: tuple[str, ...] = ()
    args: dict[str, Any] = msgspec.field(default_factory=dict)
    path: str = ""
    subject: tuple[str, str] | None = None


class _Hits:
    """`violation("early", at=meeting, …)`: a hit of one severity."""

    def __init__(self, severity: Severity) -> None:
        self.severity = severity

    def __call__(  # noqa: PLR0913 - a hit is described in one place, by name
        self,
        says: str,
        *,
        at: Record | None = None,
        field: str = "",
        on: date | None = None,
        mark: str = "",
        about: str = "",
        evidence: Iterable[str] = (),
        pair: Pair | None = None,
        path: str = "",
        **args: Any,
    ) -> Hit:
        subject = pair.subject if pair is not None else None
        path = pair.path if pair is not None else path
        told = (says, at, field, on, mark, about, tuple(evidence), args, path, subject)
        return Hit(self.severity, *told)


block = _Hits(Severity.BLOCK)
violation = _Hits(Severity.VIOLATION)
warning = _Hits(Severity.WARNING)
notice = _Hits(Severity.NOTICE)
manual = _Hits(Severity.MANUAL)
not_assessable = _Hits(Severity.NOT_ASSESSABLE)


def seed(text: str) -> Basis:
    """A demand of the district's mechanism of 2016."""
    return Basis(text, SourceClass.SEED)


def reg(text: str, *, only: Iterable[str] = ()) -> Basis:
    """A demand of a law or regulation."""
    return Basis(text, SourceClass.REGULATION, tuple(only))


def local(text: str, *, only: Iterable[str] = ()) -> Basis:
    """A published rule of another place: it shows that the practice exists."""
    return Basis(text, SourceClass.LOCAL_PRACTICE, tuple(only))


def practice(text: str, *, only: Iterable[str] = ()) -> Basis:
    """A sensible default, not law."""
    return Basis(text, SourceClass.PRACTICE, tuple(only))


class Rule(msgspec.Struct, frozen=True):
    """A rule of the specification: what it demands, on what it rests, how it is judged.

    `messages` maps each name a hit may say to (what is wrong, what to do next).
    `acts` names the kinds of record by whose writing the breach is about to happen: then it
    is refused. Whatever else brings the breach to light is a fact, to be recorded with an
    acknowledgement (FND-05).
    `needs` names what a unit's folder does not hold: the rule is then not assessable there.
    One that needs the `DISTRICT` is a function of a view of a unit and the views of all, and
    tells each thing at one unit only.
    One that is `of_change` is a function of a `Change` and a `ChangeView`: it judges each commit
    of a history. Its subject is the kind that a commit must bring or take away to be judged,
    None for every commit. One that is `of_evidence` is a function of the `Evidence` that a look
    at the repository gave.
    One that is `of_body` asks for what a unit has to have, and passes the folder of a district's
    own records, which is no unit.
    """

    rule_id: str
    title: str
    function: Callable[..., Any]
    basis: tuple[Basis, ...]
    subject: type[Record] | type[Derived] | None = None
    reads: frozenset[str] = frozenset()
    parameters: frozenset[str] = frozenset()
    messages: dict[str, tuple[str, str]] = msgspec.field(default_factory=dict)
    acts: frozenset[str] = frozenset()
    waivable: bool = True
    self_attested: bool = False
    effective: Period = ALWAYS
    needs: tuple[str, ...] = ()
    arithmetic: bool = False
    of_change: bool = False
    of_evidence: bool = False
    of_body: bool = False

    @property
    def of_district(self) -> bool:
        """Whether it is judged where all units of a district are checked, and only there."""
        return DISTRICT in self.needs

    @property
    def family(self) -> str:
        """The letters of the id, such as DEC."""
        return self.rule_id.split("-")[0]

    def clauses(self, about: Collection[str]) -> tuple[Basis, ...]:
        """The clauses that speak of these cases, and those that speak of all."""
        return tuple(b for b in self.basis if not b.only or not set(b.only).isdisjoint(about))

    @property
    def source_class(self) -> SourceClass:
        """The strongest class among its sources."""
        order = list(SourceClass)
        return min((b.source_class for b in self.basis), key=order.index)

    @property
    def law(self) -> bool:
        """Whether it rests on a regulation or the seed, not only on practice (FND-03)."""
        return self.source_class in (SourceClass.REGULATION, SourceClass.SEED)

    @property
    def code(self) -> str:
        """Where its code stands, such as tripower/…/speaking.py:head_speaks_last."""
        path = self.function.__module__.replace(".", "/")
        return f"{path}.py:{self.function.__qualname__}"

    @property
    def line(self) -> int:
        """The line of that file on which the function starts."""
        return inspect.getsourcelines(inspect.unwrap(self.function))[1]

    def paragraphs(self) -> dict[str, tuple[str, ...]]:
        """The paragraphs of `what`, `why` and `example` from the docstring, each a msgid.

        A paragraph belongs to `what` until one starts with "Why:", and so on.
        """
        found: dict[str, list[str]] = {"what": [], "why": [], "example": []}
        part = "what"
        for block in inspect.getdoc(self.function).split("\n\n"):  # type: ignore[union-attr]
            text = " ".join(block.split())
            head, _, rest = text.partition(": ")
            if head in ("Why", "Example"):
                part, text = head.lower(), rest
            found[part].append(text)
        return {name: tuple(texts) for name, texts in found.items()}


RULES: dict[str, Rule] = {}


def _register(one: Rule) -> None:
    if one.rule_id in RULES and RULES[one.rule_id].code != one.code:
        raise ValueError(f"{one.rule_id} is the id of {RULES[one.rule_id].code} already")
    RULES[one.rule_id] = one


def rule(  # noqa: PLR0913 - a rule is described in one place, by name
    rule_id: str,
    title: str,
    *,
    subject: type[Record] | type[Derived] | None = None,
    reads: Iterable[type[Record]] = (),
    basis: Iterable[Basis],
    says: dict[str, tuple[str, str]],
    parameters: Iterable[str] = (),
    acts: Iterable[type[Record]] = (),
    waivable: bool = True,
    self_attested: bool = False,
    effective: Period = ALWAYS,
    needs: Iterable[str] = (),
    of_change: bool = False,
    of_evidence: bool = False,
    of_body: bool = False,
) -> Callable[[Callable[..., Iterator[Hit]]], Callable[..., Iterator[Hit]]]:
    """Register a function as the rule of that id; without `subject` it judges the whole unit.

    What proves the trail is not waived: the exception would be written by who needs it.
    """
    kinds = {kind.kind for kind in reads}
    if subject is not None and issubclass(subject, Record):
        kinds.add(subject.kind)

    def register(function: Callable[..., Iterator[Hit]]) -> Callable[..., Iterator[Hit]]:
        _register(
            Rule(
                rule_id=rule_id,
                title=title,
                function=function,
                basis=tuple(basis),
                subject=subject,
                reads=frozenset(kinds),
                parameters=frozenset(parameters),
                messages=dict(says),
                acts=frozenset(kind.kind for kind in acts),
                waivable=waivable and not (of_change or of_evidence),
                self_attested=self_attested,
                effective=effective,
                needs=tuple(needs),
                of_change=of_change,
                of_evidence=of_evidence,
                of_body=of_body,
            )
        )
        return function

    return register


def principle(rule_id: str, title: str, function: Callable[..., Any], *basis: Basis) -> None:
    """Register arithmetic or behaviour of the engine under the id that the rules give it."""
    _register(Rule(rule_id, title, function, basis, arithmetic=True))
