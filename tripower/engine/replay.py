"""A history replayed commit by commit, each judged by the rules on change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime

import msgspec
from msgspec.structs import replace

from tripower.core.changes import Change, Flaw, Seal, manifest_of
from tripower.core.digests import sha256
from tripower.core.findings import Finding
from tripower.core.keyring import KeyRing, advanced
from tripower.core.kinds import KindTable
from tripower.core.rules import Rule
from tripower.core.trust import Checkpoint, KeyChange, Purpose, Signature
from tripower.engine.acts import act_of
from tripower.engine.changes import OnChange, judge_change
from tripower.engine.run import Crash
from tripower.store.live import LiveUnit
from tripower.store.source import is_record
from tripower.store.yaml_read import locate
from tripower.trail.objects import Commit
from tripower.trail.walk import Step, Touch

Blob = Callable[[str], bytes]


class Tally(msgspec.Struct):
    """What was counted on the way."""

    commits: int = 0
    due: int = 0
    """Commits after the first list of keys: each of them is to be signed."""
    signed: int = 0


class Replay:
    """The state of a unit as the commits go by, and what was found in them."""

    def __init__(
        self, kinds: KindTable, rules: Mapping[str, Rule], read: Blob, today: date | None = None
    ) -> None:
        self.unit = LiveUnit(kinds)
        self.ring = KeyRing()
        self.anchored: date | None = None
        self.findings: list[Finding] = []
        self.crashes: list[Crash] = []
        self.shown: dict[str, bytes] = {}
        self.tally = Tally()
        self._rules = OnChange(rules)
        self._read = read
        self._today = today
        self._previous: datetime | None = None
        self._parent = ""
        self._digests: dict[str, tuple[bytes, str]] = {}

    def take(self, step: Step) -> None:
        """Put in what a commit changes, and judge it."""
        change = self._change(step)
        judged = judge_change(change, self.unit, self._rules)
        self.findings += (self._placed(one) for one in judged.findings)
        self.crashes += judged.crashes
        self._count(change)
        self._follow(change)
        self._previous, self._parent = change.act.when, change.act.commit

    def pass_over(self, commit: Commit) -> None:
        """A commit that touches other units only: it is no act in this one."""
        self._previous, self._parent = commit.committer.when, commit.id

    def _change(self, step: Step) -> Change:
        first = self._previous is None
        act = act_of(step.commit, self.ring, self.anchored, self._previous, first=first)
        files = {
            one.path: self._read(one.after) if one.after is not None and not one.odd else None
            for one in step.touches
            if is_record(one.path)
        }
        manifest = self._manifest() if any(_is_checkpoint(path) for path in files) else None
        pairs = tuple(self.unit.put(files))
        change = Change(
            act=act,
            pairs=pairs,
            ring=self.ring,
            anchored=self.anchored,
            parent=self._parent,
            flaws=tuple(self._flaws(step.touches)),
            today=self._today,
        )
        return replace(change, manifest=lambda: manifest) if manifest is not None else change

    def _flaws(self, touches: Iterable[Touch]) -> Iterator[Flaw]:
        for one in touches:
            if one.odd:
                yield Flaw(one.path, mode=one.odd)
            for problem in self.unit.problems_at(one.path):
                if not problem.warning:
                    yield Flaw(one.path, problem.line, "", problem.message, problem.args)

    def _manifest(self) -> tuple[int, str]:
        """The list of files as they are before the commit; each is hashed once."""
        found = {}
        for path, data in self.unit.files.items():
            known = self._digests.get(path)
            if known is None or known[0] is not data:
                known = self._digests[path] = data, sha256(data)
            found[path] = known[1]
        return manifest_of(found)

    def _placed(self, finding: Finding) -> Finding:
        data = self.unit.files.get(finding.path)
        if data is None:
            return finding
        self.shown[finding.path] = data
        line, _ = locate(data, finding.pointer)
        return replace(finding, line=line)

    def _count(self, change: Change) -> None:
        self.tally.commits += 1
        if self.ring.version:
            self.tally.due += 1
            self.tally.signed += change.act.seal is Seal.GOOD

    def _follow(self, change: Change) -> None:
        """What the commit means for those after it: keys in force, the last checkpoint."""
        if touches_keys(change):
            self.ring = advanced(self.ring, self.unit, floor=self.anchored)
        for _, one in change.of(Checkpoint):
            self.anchored = max(one.on, self.anchored or one.on)


def touches_keys(change: Change) -> bool:
    """Whether a commit can change which keys count."""
    signed = any(one.purpose is Purpose.KEYS for _, one in change.of(Signature))
    return signed or any(True for _ in change.of(KeyChange))


def _is_checkpoint(path: str) -> bool:
    return path.startswith("checkpoints/")
