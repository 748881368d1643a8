"""Which commit a notice rests on: the last one that changed anything it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from tripower.core.keyring import KeyRing, advanced, short
from tripower.core.kinds import KindTable
from tripower.core.records import Entry, Record
from tripower.core.trust import Checkpoint
from tripower.core.unit import Unit
from tripower.publish.notice import Rests, Source
from tripower.store.load import read_file
from tripower.store.yaml_exact import locator
from tripower.trail import history
from tripower.trail.repository import Repository

Step = tuple[int, str]
"""Age (0 is the newest commit) and id of a commit."""
Subject = tuple[str, str]
Pointer = tuple[str | int, ...]


class Provenance:
    """The history of a unit, read as far as somebody asks.

    A line of a register counts by itself: the file `people.yaml` changes with every new
    colleague, the minutes of last year do not. The unit must be as HEAD has it.
    """

    def __init__(self, repository: Repository, unit: Unit, kinds: KindTable) -> None:
        self._repository = repository
        self._unit = unit
        self._kinds = kinds
        self._changes: dict[tuple[Subject, tuple[str, ...]], Step | None] = {}
        self._bytes: dict[Step, dict[str, bytes]] = {}
        self._records: dict[bytes, dict[Subject, Record]] = {}
        self._places: dict[str, Callable[[Pointer], tuple[int, int]]] = {}

    def path(self, source: Source) -> str:
        """The file that a source stands in."""
        return self._unit.origin(source.record).path

    def commit(self, sources: Iterable[Source]) -> str:
        """The newest commit that changed what is shown of any of these; "" for none."""
        steps = [step for source in sources if (step := self._changed(source)) is not None]
        return min(steps, default=(0, ""))[1]

    def rests(self, sources: Iterable[Source]) -> Rests:
        """The commit that these rest on, with the first checkpoint that holds it.

        That one never becomes another, so a notice stays as it is when checkpoints follow.
        """
        steps = [step for source in sources if (step := self._changed(source)) is not None]
        age, commit = min(steps, default=(-1, ""))
        made = sorted(self._unit.all(Checkpoint), key=lambda one: one.number)
        after = (one for one in made if commit and self._came(one) < age)
        first = next(after, None)
        code = short(self._unit.sha256(first)) if first is not None else ""
        return Rests(commit, code, advanced(KeyRing(), self._unit).root)

    def _came(self, checkpoint: Checkpoint) -> int:
        """The age of the commit that brought a checkpoint: it holds all that is older."""
        steps = self._steps.get(self._unit.origin(checkpoint).path, [])
        return steps[-1][0] if steps else 0

    def _changed(self, source: Source) -> Step | None:
        key = source.record.subject, source.fields
        if key not in self._changes:
            steps = self._steps.get(self.path(source), [])
            in_part = isinstance(source.record, Entry) or source.fields
            self._changes[key] = self._line(source, steps) if in_part else next(iter(steps), None)
        return self._changes[key]

    def _line(self, source: Source, steps: list[Step]) -> Step | None:
        """The oldest of the latest versions in which the line shows what it shows now."""
        path, now = self.path(source), source.shown(source.record)
        beginning = self._beginning(source.record) if len(steps) > 1 else b""
        newest = None
        for step in steps:
            data = self._version(step, path)
            if beginning and data.startswith(beginning):
                newest = step  # all up to the next line is the same: no need to read it
                continue
            then = self._lines(data, path).get(source.record.subject)
            if then is None or source.shown(then) != now:
                break
            newest = step
        return newest

    def _beginning(self, record: Record) -> bytes:
        """The register up to where the line after this one begins; empty for the last line."""
        origin = self._unit.origin(record)
        *above, index = origin.pointer or ("",)
        if not isinstance(index, int):  # a file of one record, such as unit.yaml
            return b""
        data = self._unit.files.get(origin.path, b"")
        if origin.path not in self._places:
            self._places[origin.path] = locator(data)
        own, _ = self._places[origin.path](origin.pointer)
        following, _ = self._places[origin.path]((*above, index + 1))
        return b"".join(data.splitlines(keepends=True)[:following]) if following > own else b""

    @cached_property
    def _steps(self) -> dict[str, list[Step]]:
        """For each file the commits that touched it, the newest first."""
        found: dict[str, list[Step]] = {}
        for age, entry in enumerate(history.history(self._repository)):
            for path in entry.paths:
                found.setdefault(path, []).append((age, entry.commit))
        return found

    def _version(self, step: Step, path: str) -> bytes:
        """A register as a commit has it; nothing where it has no such file."""
        if path not in self._bytes.setdefault(step, {}):
            oid = self._repository.listing(step[1]).get(path)
            self._bytes[step][path] = self._repository.blob(oid) if oid else b""
        return self._bytes[step][path]

    def _lines(self, data: bytes, path: str) -> dict[Subject, Record]:
        """The lines of one version of a register, by subject."""
        if data not in self._records:
            loaded, _ = read_file(path, data, self._kinds)
            self._records[data] = {one.record.subject: one.record for one in loaded}
        return self._records[data]
