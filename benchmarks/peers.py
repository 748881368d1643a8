"""`tripower check` beside other tools that check as many things, whole processes both.

`scripts/peers.sh` puts the tools into `benchmarks/.peers`; what is installed on the machine serves
too. None of them knows the rules, so each does less than `check`: what it reads stands beside it.
"""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.timing import Figure, cpu, paired, program
from benchmarks.units import REASON, build

KEPT = Path(__file__).with_name(".peers")
SCHEMA = Path(__file__).parent.parent / "docs/schema/ballot.json"
ROUNDS = 3
AIM = 1.0
Words = tuple[str, ...]


@dataclass(frozen=True)
class Ground:
    """A new folder, in which the tool runs; and the unit beside it, with its number of records."""

    folder: Path
    unit: Path
    count: int


@dataclass(frozen=True)
class Peer:
    """A tool, what it reads, and how that is laid out; `most` bounds it where the tool is slow.

    `lay` answers with the arguments of the tool.
    """

    name: str
    tool: str
    reads: str
    lay: Callable[[Ground], Words]
    most: int = 1_000_000


def figures(place: Path, env: Mapping[str, str], size: int) -> Iterator[Figure]:
    """One figure for each peer that this machine has."""
    for peer in PEERS:
        tool = _found(peer)
        if tool is not None:
            yield _figure(place, env, peer, tool, min(size, peer.most))


def absent() -> str:
    """A sentence that names the peers that could not be run."""
    names = [f"`{peer.name}`" for peer in PEERS if _found(peer) is None]
    return f"Peers that could not be run here: {', '.join(names) or 'none'}."


def _found(peer: Peer) -> str | None:
    kept = [str(KEPT / part) for part in ("bin", "node_modules/.bin", "usr/bin")]
    return shutil.which(peer.tool, path=os.pathsep.join([*kept, os.environ.get("PATH", "")]))


def _figure(place: Path, env: Mapping[str, str], peer: Peer, tool: str, size: int) -> Figure:
    ground = _ground(place, peer, size)
    words = (tool, *peer.lay(ground))
    return paired(
        f"`tripower check` against `{peer.name}`, {ground.count:,} records",
        f"`{peer.name}`: {peer.reads}",
        lambda: cpu((*program(), "check", "-C", str(ground.unit)), env),
        lambda: cpu(words, env, ground.folder),
        AIM,
        ROUNDS,
    )


def _ground(place: Path, peer: Peer, size: int) -> Ground:
    folder, unit = place / f"peers-{peer.name}", place / f"peers-unit-{size}"
    folder.mkdir(parents=True)
    count = sum(1 for _ in unit.rglob("*.yaml")) if unit.exists() else build(unit, size)
    return Ground(folder, unit, count)


def _same_files(ground: Ground) -> Words:
    # Rules that every record would break are off: the tool is not to be timed printing.
    off = ", ".join(f"{rule}: disable" for rule in ("line-length", "document-start", "truthy"))
    return ("-d", f"{{extends: default, rules: {{{off}}}}}", str(ground.unit))


def _ballots(ground: Ground) -> list[str]:
    """So many files of one kind, since the schema checkers hold one schema against all files."""
    ballots = itertools.cycle(sorted(ground.unit.glob("meetings/*/*/*/ballots/*.yaml")))
    for number, ballot in zip(range(ground.count), ballots, strict=False):
        shutil.copy(ballot, ground.folder / f"{number:06}.yaml")
    return sorted(path.name for path in ground.folder.iterdir())


def _schema_python(ground: Ground) -> Words:
    return ("--schemafile", str(SCHEMA), *_ballots(ground))


def _schema_node(ground: Ground) -> Words:
    _ballots(ground)
    spoken = ("--spec=draft2020", "--strict=false", "-c", "ajv-formats")
    return ("validate", *spoken, "-s", str(SCHEMA), "-d", "*.yaml")


ITEM = """active: true
derived: false
header: ''
level: {number}.0
links: []
normative: true
ref: ''
reviewed: null
text: |
  {text}
"""


def _requirements(ground: Ground) -> Words:
    subprocess.run(["git", "init", "-q"], cwd=ground.folder, check=True)
    document = ground.folder / "req"
    document.mkdir()
    settings = "settings:\n  digits: 6\n  itemformat: yaml\n  prefix: REQ\n  sep: ''\n"
    (document / ".doorstop.yml").write_text(settings, encoding="utf-8")
    for number in range(1, ground.count + 1):
        text = ITEM.format(number=number, text=REASON)
        (document / f"REQ{number:06}.yml").write_text(text, encoding="utf-8")
    return ("-q",)


def _beancount(ground: Ground) -> Words:
    head = "".join(f"2024-01-01 open {name} CNY\n" for name in ("Assets:Bank", "Expenses:Funds"))
    entry = '\n2024-07-08 * "{0}"\n  Expenses:Funds  100.50 CNY\n  Assets:Bank  -100.50 CNY\n'
    return ("--no-cache", _ledger(ground, head, entry))


def _hledger(ground: Ground) -> Words:
    head = "account assets:bank\naccount expenses:funds\ncommodity 1000.00 CNY\n"
    entry = "\n2024-07-08 * {0}\n    expenses:funds  100.50 CNY\n    assets:bank  -100.50 CNY\n"
    return ("-f", _ledger(ground, head, entry), "check", "--strict")


def _ledger(ground: Ground, head: str, entry: str) -> str:
    entries = (entry.format(f"purchase {number}") for number in range(ground.count))
    (ground.folder / "ledger").write_text(head + "".join(entries), encoding="utf-8")
    return "ledger"


BALLOTS = "schema of a ballot, as many ballots"
ENTRIES = "as many entries of two postings (short lines in one file)"
PEERS = (
    Peer("check-jsonschema", "check-jsonschema", BALLOTS, _schema_python),
    Peer("yamllint", "yamllint", "form only, the same files", _same_files),
    Peer("ajv-cli", "ajv", BALLOTS, _schema_node),
    Peer("doorstop", "doorstop", "as many items with such an opinion", _requirements, most=300),
    Peer("bean-check", "bean-check", ENTRIES, _beancount),
    Peer("hledger", "hledger", ENTRIES, _hledger),
)
