"""A guarded bare repository, clones of it, and what git says to a push."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.attacks.room import Room, git

TOLD = {"TRIPOWER_NOW": "2024-03-18T12:00", "TRIPOWER_LANG": "en", "TRIPOWER_CACHE": "off"}
PERSON = "  - person_id: {0}\n    name: {0}某\n"


@dataclass(frozen=True)
class Office:
    """The bare repository of all, and the clones of it."""

    bare: Path
    keys: Path

    def clone(self, name: str) -> Room:
        """A clone of it, without a guard of its own."""
        git(self.bare.parent, "clone", "-q", str(self.bare), name)
        return Room(self.bare.with_name(name), self.keys)

    @property
    def ours(self) -> Room:
        """The first clone."""
        return Room(self.bare.with_name("ours"), self.keys)

    def push(self, room: Room, *more: str) -> str:
        """What git says to a push."""
        return room.git("push", *(more or ("origin", "main")), check=False, **TOLD)

    def tip(self, branch: str = "main") -> str:
        """Where a branch of the bare repository stands; "" for none."""
        return git(self.bare, "for-each-ref", "--format=%(objectname)", f"refs/heads/{branch}")


def newcomer(room: Room, name: str = "qian") -> dict[str, str]:
    """One more person, at the end of the register."""
    return {"people.yaml": room.text("people.yaml") + PERSON.format(name)}


def refused(office: Office, room: Room, rule: str, *more: str) -> str:
    """A push is refused with the rule's message, and the bare repository stands where it was."""
    before = office.tip()
    told = office.push(room, *more)
    assert rule in told, told
    assert office.tip() == before, told
    return told


def by_hand(room: Room, *flags: str) -> str:
    """What git says to a commit by hand; `--no-gpg-sign`, for the hook runs before the signing."""
    return room.git("commit", "-m", "by hand", *flags, check=False, **TOLD)
