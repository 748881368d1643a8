"""Fuzzing of the YAML door: `python -m tests.fuzz.yaml_door --seconds 3600 [--seed N]`.

Guided by coverage where atheris is installed (Linux: `pip install atheris==3.0.0`), else blind.
Every breach of a law is kept as a file and told once; the run goes on. Ends with 1 where one
was found.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import importlib.util
import os
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from tests.fuzz.seeds import LARGEST, corpus, mutated, outline, scrap, swollen

WATCHED = ["tripower.store"]
"""Where a new branch taken makes an input worth keeping."""
SWELL = 4_000
"""One input in so many is also tried at the size that the door lets in."""
FRESH = 0.5
"""The part of inputs not made from those that were kept, most of which are no plain YAML."""
TELL = 60.0
"""Seconds between two lines about how far it is."""


class Watch:
    """Tries inputs, counts them, keeps those that break a law."""

    def __init__(self, check: Callable[[bytes], bool], folder: Path, seed: int) -> None:
        self.check, self.folder = check, folder
        self.dice = random.Random(seed)  # noqa: S311
        self.tried = self.plain = 0
        self.known: set[str] = set()
        self.began = self.told = time.monotonic()

    def take(self, data: bytes) -> None:
        """One input; now and then also a large one made from it."""
        self._try(data)
        if self.dice.randrange(SWELL) == 0:
            self._try(swollen(data, self.dice))
        if time.monotonic() - self.told > TELL:
            self.told = time.monotonic()
            self.tell()

    def tell(self) -> None:
        say(
            f"{self.tried} tried, {self.plain} of them plain, {len(self.known)} kinds of breach, "
            f"{time.monotonic() - self.began:.0f} s"
        )

    def _try(self, data: bytes) -> None:
        self.tried += 1
        try:
            self.plain += self.check(data)
        except Exception as error:  # the run goes on; the input is kept
            self._keep(data, error)

    def _keep(self, data: bytes, error: Exception) -> None:
        last = traceback.extract_tb(error.__traceback__)[-1]
        kind = f"{type(error).__name__} {last.name}:{last.lineno} {str(error).split(' ')[0]}"
        if kind in self.known:
            return
        self.known.add(kind)
        kept = self.folder / f"breach-{hashlib.sha256(data).hexdigest()[:12]}.yaml"
        kept.write_bytes(data)
        say(f"{kind}: {error}\n  {data[:200]!r}\n  kept as {kept}")


def say(text: str) -> None:
    """To the log at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def blind(seconds: float, folder: Path, seed: int) -> int:
    """Changes files and scraps without knowing what is reached."""
    watch = Watch(_check(), folder, seed)
    while time.monotonic() - watch.began < seconds:
        watch.take(any_input(watch.dice))
    watch.tell()
    return 1 if watch.known else 0


def any_input(dice: random.Random) -> bytes:
    """A record, a scrap, or a file with something done to it."""
    chance = dice.random()
    if chance < 0.75:
        return outline(dice) if chance < 0.5 else scrap(dice)
    return mutated(dice.choice(corpus()), dice)


def guided(seconds: float, folder: Path, seed: int) -> None:
    """Lets libFuzzer keep what reaches something new; it ends the process itself."""
    import atheris

    with atheris.instrument_imports(include=WATCHED):
        watch = Watch(_check(), folder, seed)

    def change(data: bytes, most: int, number: int) -> bytes:
        dice = random.Random(number)  # noqa: S311
        chance = dice.random()
        if chance < FRESH:
            return any_input(dice)[:most]
        return atheris.Mutate(data, most) if chance > 0.9 else mutated(data, dice, most)

    def take(data: bytes) -> None:
        watch.take(data)
        if time.monotonic() - watch.began > seconds:
            watch.tell()
            os._exit(1 if watch.known else 0)

    atheris.Setup(_arguments(folder, seed), take, custom_mutator=change)
    atheris.Fuzz()


def _arguments(folder: Path, seed: int) -> list[str]:
    seeds = folder / "corpus"
    seeds.mkdir(exist_ok=True)
    for data in corpus():
        (seeds / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    options = {"seed": seed, "max_len": LARGEST, "timeout": 120, "rss_limit_mb": 2048}
    options["artifact_prefix"] = f"{folder}/"
    return [__name__, str(seeds), "-len_control=0", *(f"-{k}={v}" for k, v in options.items())]


def _check() -> Callable[[bytes], bool]:
    """Imported here, so that the modules behind it can be instrumented before."""
    return importlib.import_module("tests.fuzz.laws").check  # type: ignore[no-any-return]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1, help="0 lets the fuzzer choose")
    parser.add_argument("--folder", type=Path, help="where breaches and the corpus are kept")
    given = parser.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp(prefix="tripower-fuzz-"))
    folder.mkdir(parents=True, exist_ok=True)
    if importlib.util.find_spec("atheris"):
        guided(given.seconds, folder, given.seed)
    return blind(given.seconds, folder, given.seed)


if __name__ == "__main__":
    sys.exit(main())
