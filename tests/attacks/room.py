"""A small bureau in a real repository, a hand that attacks it, and the one who verifies."""

from __future__ import annotations

import json
import os
import resource
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.attacks.verdict import Verdict
from tripower.cli.console import Step, surroundings
from tripower.cli.main import respond
from tripower.core.answer import Answer, Raw
from tripower.mechanisms.kinds import KINDS
from tripower.store.load import read_file
from tripower.trail.commit import CommitFacts, message
from tripower.trail.signing import signed

NAMES = {
    "wen": "文员甲",
    "zhen": "甄诚",
    "jia": "贾石",
    "yi": "易明",
    "shi": "石方",
    "zheng": "郑真",
}
MONDAY = "2024-03-18T09:00"
"""When the attacks happen: after all that the bureau has recorded."""
LATER = "2024-03-20T09:00"
"""When the history is verified."""
ENVIRONMENT = {
    **{key: text for key, text in os.environ.items() if not key.startswith(("GIT_", "TRIPOWER_"))},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
}
Files = Mapping[str, str | bytes | None]


def asked(*words: str, now: str = LATER, **env: str) -> Answer:
    """What tripower answers, in this process."""
    with surroundings(Step((), {"TRIPOWER_NOW": now}), **env):
        answer, _ = respond(words, "en")
    return answer if isinstance(answer, Answer) else Answer(code=answer)


def verify(folder: Path, *words: str, now: str = LATER) -> Verdict:
    """The verdict on the history of a folder."""
    return Verdict(asked("trail", "verify", "-C", str(folder), "--format", "json", *words, now=now))


def apart(folder: Path, *words: str, seconds: int = 10, memory: int = 4 << 30) -> Answer:
    """The same in a process of its own, which is ended when it hangs, and has so much memory."""
    done = subprocess.run(
        [sys.executable, "-m", "tripower", "--lang", "en", *words, "-C", str(folder)],
        env={**ENVIRONMENT, "TRIPOWER_NOW": LATER, "TRIPOWER_CACHE": "off"},
        preexec_fn=partial(resource.setrlimit, resource.RLIMIT_AS, (memory, memory)),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=seconds,
        check=False,
    )
    told = done.stdout.decode()
    data = json.loads(told) if told.startswith("{") else None
    return Answer([Raw(told + done.stderr.decode())], data, done.returncode)


def verify_apart(folder: Path, **how: int) -> Verdict:
    """The verdict by a process of its own."""
    return Verdict(apart(folder, "trail", "verify", "--format", "json", **how))


def git(
    folder: Path,
    *words: str,
    stdin: bytes | None = None,
    when: str = MONDAY,
    check: bool = True,
    **env: str,
) -> str:
    """The git program, by the clock that is told."""
    dated = {f"GIT_{who}_DATE": _stamp(when) for who in ("AUTHOR", "COMMITTER")}
    done = subprocess.run(
        ["git", *words],
        cwd=folder,
        env={**ENVIRONMENT, **_person("wen"), **dated, **env},
        input=stdin or b"",
        capture_output=True,
        check=False,
    )
    told = done.stdout.decode("utf-8", "backslashreplace").strip()
    if check and done.returncode:
        raise AssertionError(f"git {words}: {told} {done.stderr.decode()}")
    return told if check else told + done.stderr.decode()


def _stamp(when: str) -> str:
    return when if "+" in when or " " in when else f"{when}:00+08:00"


def _person(who: str) -> dict[str, str]:
    name = NAMES.get(who, who)
    return {
        "GIT_AUTHOR_NAME": name,
        "GIT_AUTHOR_EMAIL": who,
        "GIT_COMMITTER_NAME": name,
        "GIT_COMMITTER_EMAIL": who,
    }


@dataclass(frozen=True)
class Room:
    """A unit's folder, and the keys of its people beside it."""

    unit: Path
    keys: Path
    signs: bool = True

    def key(self, person: str) -> Path:
        """A person's key, made when it is first asked for."""
        path = self.keys / person
        if not path.exists():
            self.keys.mkdir(exist_ok=True)
            words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", person, "-f", str(path)]
            subprocess.run(words, check=True)
        return path

    def git(self, *words: str, **how: Any) -> str:
        """The git program in the unit's folder."""
        return git(self.unit, *words, **how)

    def head(self, back: int = 0) -> str:
        """The newest commit, or one before it."""
        return self.git("rev-parse", f"HEAD~{back}")

    def rewind(self, word: str) -> str:
        """Back to the newest commit whose first line begins with these words."""
        found = self.git("log", "--format=%H %s").splitlines()
        back = next(one.split(" ")[0] for one in found if one.split(" ", 1)[1].startswith(word))
        self.git("reset", "-q", "--hard", back)
        return back

    def act(self, line: str, when: str = MONDAY, by: str = "wen", key: str | None = "") -> Answer:
        """A command of tripower by a person, signed with the own key once there is a list."""
        env = {"TRIPOWER_UNIT": str(self.unit), "TRIPOWER_ACTOR": by}
        key = (by if self.signs else None) if key == "" else key
        if key is not None:
            env["TRIPOWER_KEY"] = str(self.key(key))
        return asked(*shlex.split(line), now=when, **env)

    def do(self, line: str, when: str = MONDAY, by: str = "wen", key: str | None = "") -> Answer:
        """The same, and it is recorded."""
        answer = self.act(line, when, by, key)
        assert answer.code == 0, (line, answer)
        return answer

    def text(self, path: str) -> str:
        """A file as it lies in the folder."""
        return (self.unit / path).read_text("utf-8")

    def edited(self, path: str, old: str, new: str) -> dict[str, str]:
        """A file of the folder with some words exchanged."""
        text = self.text(path)
        assert old in text, (path, old, text)
        return {path: text.replace(old, new)}

    def signature(
        self,
        text: str,
        person: str,
        purpose: str = "ballot",
        *,
        key: str = "",
        space: str = "",
        on: str = "",
    ) -> dict[str, str]:
        """A file that says: this person signed that text; by which key, in which namespace."""
        digest = sha256(text.encode()).hexdigest()
        made = signed(text.encode(), f"{space or purpose}@tripower", self.key(key or person))
        day = on or ("2024-03-08" if purpose == "ballot" else MONDAY[:10])
        lines = [f"sha256: {digest}", f"person_id: {person}", f"purpose: {purpose}"]
        told = "\n".join([*lines, f'"on": {day}', f"signature: {made}", ""])
        return {f"signatures/2024/{digest}/{person}.yaml": told}

    def write(self, files: Files) -> None:
        """Put files into the folder, None for one that goes."""
        for path, data in files.items():
            target = self.unit / path
            if data is None:
                target.unlink()
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data.encode() if isinstance(data, str) else data)

    def commit(self, files: Files, **how: Any) -> str:
        """Record files by hand, with all that a commit of tripower says; the new commit."""
        named = [*self._named(files), *how.pop("also", ())]
        self.write(files)
        self.git("add", "-A", "--", *files)
        return self.seal(named=how.pop("named", named), **how)

    def seal(
        self,
        *,
        by: str = "wen",
        when: str = MONDAY,
        key: str | None = "",
        named: list[str] | None = None,
        author: str | None = None,
        says: str | None = None,
    ) -> str:
        """Commit what is staged: who, when, by whose key, and what the trailers say."""
        text = words(by, named or [], when) if says is None else says
        key = (by if self.signs else None) if key == "" else key
        sign = ["-c", "gpg.format=ssh", "-c", f"user.signingkey={self.key(key)}"] if key else []
        flags = ["--allow-empty", "--no-verify", "--cleanup=verbatim", *(["-S"] if key else [])]
        person = _person(author or by)
        self.git(*sign, "commit", "-q", *flags, "-F", "-", stdin=text.encode(), when=when, **person)
        return self.head()

    def _named(self, files: Files) -> Iterator[str]:
        """The records in some files, as they lie and as they will, by kind and key."""
        for path, data in files.items():
            there = self.unit / path
            old = there.read_bytes() if there.is_file() and not there.is_symlink() else None
            for text in (old, data.encode() if isinstance(data, str) else data):
                if text is not None and path.endswith(".yaml"):
                    yield from ("/".join(r.record.subject) for r in read_file(path, text, KINDS)[0])


def words(by: str, named: list[str], when: str = MONDAY, operation: str = "record new") -> str:
    """The message of a commit as tripower writes it."""
    facts = CommitFacts(
        operation=operation,
        record_ids=tuple(dict.fromkeys(named)),
        actor_id=by,
        actor_name=NAMES.get(by, by),
        parameters="2024.1",
        summary=operation,
        when=datetime.fromisoformat(_stamp(when)) if "T" in when else datetime.now().astimezone(),
    )
    return message(facts)


def plant(room: Room, kind: str, data: bytes) -> str:
    """An object of any bytes, as git would refuse to make it."""
    return room.git("hash-object", "-t", kind, "-w", "--stdin", "--literally", stdin=data)
