"""What all commands share: where the unit lies, who acts, how the answer is shown."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
import msgspec
from msgspec.structs import replace

from tripower.core.answer import Answer, Refused, refuse, say
from tripower.core.dates import BEIJING
from tripower.core.exits import Exit
from tripower.core.messages import LANGUAGES, N_
from tripower.mechanisms import typed

if TYPE_CHECKING:  # imported where used: a command that reads needs nothing of what writes
    from tripower.core.plan import Plan
    from tripower.core.trust import Purpose
    from tripower.core.unit import Unit
    from tripower.engine.desk import Desk, Entry
    from tripower.engine.doors import Checked
    from tripower.engine.tables import Tables
    from tripower.engine.writing import Order
    from tripower.store.district import District
    from tripower.store.load import Files

F = TypeVar("F", bound=Callable[..., Any])
FORMATS = ("table", "json", "csv")
DAY = typed.DAY
PAIR = typed.PAIR


def now() -> datetime:
    """The clock of the place that the rules speak of."""
    return datetime.now(BEIJING).replace(microsecond=0)


class App(msgspec.Struct):
    """What the front door hands down: tables, clock, and how to answer."""

    tables: Callable[[], Tables]
    clock: Callable[[], datetime] = now
    lang: str = ""
    format: str = "table"
    looked_at: Unit | None = None


def ids(text: str | None) -> tuple[str, ...]:
    """`li,wang` as ids, in order, without doubles."""
    parts = (part.strip() for part in (text or "").replace("，", ",").split(","))
    return tuple(dict.fromkeys(part for part in parts if part))


def once(pairs: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Pairs by their name; one that is told twice is refused, or a word would be lost."""
    found: dict[str, str] = {}
    for name, text in pairs:
        if name in found:
            raise refuse(N_("`{text}` is told twice"), code=Exit.USAGE, text=name)
        found[name] = text
    return found


def _set_format(ctx: click.Context, _: Any, value: str | None) -> None:
    if value:
        ctx.ensure_object(App).format = value


def _set_lang(ctx: click.Context, _: Any, value: str | None) -> None:
    if value:
        ctx.ensure_object(App).lang = value


def answering(formats: tuple[str, ...] = FORMATS) -> Callable[[F], F]:
    """The options on how to answer: --format and --lang."""

    def decorate(function: F) -> F:
        function = click.option(
            "--format",
            type=click.Choice(formats),
            expose_value=False,
            callback=_set_format,
            help=N_("How the answer is shown."),
        )(function)
        return click.option(
            "--lang",
            type=click.Choice(LANGUAGES),
            expose_value=False,
            callback=_set_lang,
            help=N_("Language of the answer."),
        )(function)

    return decorate


def _own(_context: click.Context, _param: click.Parameter, folder: Path) -> Path:
    from tripower.store.district import records_of

    return records_of(folder)


def _folder(
    callback: Callable[[click.Context, click.Parameter, Path], Path] | None = None,
) -> Callable[[F], F]:
    return click.option(
        "--unit",
        "-C",
        "folder",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path(),
        envvar="TRIPOWER_UNIT",
        callback=callback,
        help=N_("Folder of the unit."),
    )


UNIT = _folder()
RECORDS = _folder(_own)
"""The same for a command that looks at one history: of a district, its office's."""


def refuse_no_unit(folder: Path) -> None:
    """Refuse a folder that is no unit's and no district's, before anything in it is judged."""
    if not folder.is_dir():
        text = N_("there is no folder {folder}; name the unit's with -C or TRIPOWER_UNIT")
        raise refuse(text, code=Exit.USAGE, folder=str(folder))
    if not any((folder / name).exists() for name in ("unit.yaml", "district.yaml")):
        text = N_(
            "there is no unit in {folder}: it has no unit.yaml. Name the unit's folder with -C "
            "or TRIPOWER_UNIT, or make one with `tripower init`"
        )
        raise refuse(text, code=Exit.UNREADABLE, folder=str(folder.absolute()))


def unreadable(unit: Unit) -> int:
    """How many faults keep a part of the folder from being read."""
    return sum(not problem.warning for problem in unit.problems)


def incomplete(answer: Answer, unit: Unit) -> Answer:
    """The answer, which says (3) where something of what it rests on could not be read."""
    faults = unreadable(unit)
    if not faults:
        return answer
    text = N_("Incomplete: {count} unreadable; `tripower check` shows what and where.")
    return replace(answer, parts=[*answer.parts, say(text, count=faults)], code=Exit.UNREADABLE)


class Reading(msgspec.Struct, frozen=True):
    """A command that only reads: the folder as it lies, as of a day."""

    app: App
    folder: Path
    as_of: date | None

    def check(self, instead: Files | None = None) -> Checked:
        """Judge the folder as it lies, some files taken for others."""
        from tripower.engine.doors import check

        tables = self.app.tables()
        return check(self.own, tables.kinds, tables.rules, self.as_of, self.today, instead)

    def unit(self) -> tuple[Unit, date]:
        """The folder's unit and the day as of which it is looked at."""
        from tripower.engine.doors import as_known, default_day
        from tripower.store.unit import load_folder

        unit = load_folder(self.own, self.app.tables().kinds)
        self._refuse_unreadable(unit)
        if self.as_of is not None:
            return as_known(unit, self.as_of), self.as_of
        return unit, default_day(unit, self.today)

    def look(self) -> Unit:
        """The folder's unit for a question about a few records: no others are read.

        What is wrong with the rest of the folder, only `check` and `unit` can tell.
        """
        from tripower.store.lazy import LazyUnit
        from tripower.store.source import FolderSource

        if self.as_of is not None:
            return self.unit()[0]
        unit = LazyUnit(FolderSource(self.own), self.app.tables().kinds)
        self._refuse_unreadable(unit)
        return unit

    def _refuse_unreadable(self, unit: Unit) -> None:
        self.app.looked_at = unit
        if unit.profile is None:
            text = N_("there is no readable unit.yaml in {folder}")
            raise refuse(text, code=Exit.UNREADABLE, folder=str(self.own))

    @property
    def own(self) -> Path:
        """The folder of records: where a district's is named, that of its own records."""
        from tripower.store.district import records_of

        return records_of(self.folder)

    def district(self) -> District | None:
        """The district of the folder, None where it is a unit's."""
        from tripower.store.district import read_district

        return read_district(self.folder)

    def units(self, district: District) -> dict[str, Reading]:
        """The same question to each unit of a district, by its folder."""
        return {path: replace(self, folder=self.folder / path) for path in district.paths()}

    def whole(self, district: District) -> dict[str, Reading]:
        """The same question to each unit of a district and to the district's own records."""
        return {path: replace(self, folder=self.folder / path) for path in district.every_path()}

    @property
    def today(self) -> date:
        """The day on the clock."""
        return self.app.clock().date()


def reading(
    *, formats: tuple[str, ...] = FORMATS, anywhere: bool = False
) -> Callable[[Callable[..., Answer]], Any]:
    """Options of a command that reads; the function gets a `Reading` first.

    One that answers `anywhere` looks itself whether there is a unit, once it needs one.
    """

    def decorate(function: Callable[..., Answer]) -> Any:
        @UNIT
        @click.option("--as-of", type=DAY, help=N_("Judge as of this day."))
        @answering(formats)
        @click.pass_obj
        @functools.wraps(function)
        def run(app: App, /, folder: Path, as_of: date | None, **rest: Any) -> Answer:
            if not anywhere:
                refuse_no_unit(folder)
            answer = function(Reading(app, folder, as_of), **rest)
            if app.looked_at is None or answer.code != Exit.CLEAN:
                return answer
            return incomplete(answer, app.looked_at)

        return run

    return decorate


class Writing(msgspec.Struct, frozen=True):
    """A command that writes: the desk, and on whose word."""

    app: App
    desk: Desk
    order: Order

    @property
    def today(self) -> date:
        """The day of writing."""
        return self.order.today

    @property
    def actor(self) -> str:
        """Who acts."""
        return self.order.actor_id

    def sign(self, data: bytes, purpose: Purpose) -> str:
        """The body of a signature by the key of who acts; refuses (2) where none is named."""
        from tripower.trail.signing import signed

        if self.order.key is None:
            text = N_("name the file of your SSH key: `--key FILE`, or once for all TRIPOWER_KEY")
            raise refuse(text, code=Exit.USAGE)
        return signed(data, purpose.namespace, self.order.key)

    def write(self, action: Callable[[Unit], Plan]) -> Entry:
        """Judge and record; `NotWritten` where the engine refuses."""
        return self.desk.write(action, self.order)

    def answer(self, action: Callable[[Unit], Plan]) -> Answer:
        """Judge, record, and tell what was written."""
        from tripower.mechanisms.answers import entry_answer

        return entry_answer(self.write(action), dry_run=self.order.dry_run)


NOT_WRITTEN: dict[str, Any] = {"commit": "", "paths": [], "refused": []}


@contextmanager
def _for_scripts() -> Iterator[None]:
    """Whatever stops a write, a script gets commit, paths and what was refused."""
    from tripower.trail.errors import TrailError

    try:
        yield
    except Refused as refused:
        data = {**NOT_WRITTEN, **(refused.answer.data or {})}
        raise Refused(replace(refused.answer, data=data)) from None
    except TrailError as error:
        data = {**NOT_WRITTEN, "commit": error.fields.get("commit", ""), "refused": [str(error)]}
        parts = [say(error.message, **error.fields)]
        raise Refused(Answer(parts, data, error.exit_code, failed=True)) from None


def writing(function: Callable[..., Answer]) -> Any:
    """Options of a command that writes; the function gets a `Writing` first."""

    @UNIT
    @click.option("--actor", envvar="TRIPOWER_ACTOR", help=N_("Who acts, by id."))
    @click.option("--dry-run", is_flag=True, help=N_("Show what would be written, write nothing."))
    @click.option(
        "--acknowledge",
        type=PAIR,
        multiple=True,
        metavar="RULE=TEXT",
        help=N_("Record a fact that breaks a rule, and say what happened."),
    )
    @click.option("--late", help=N_("Why something past is recorded only now."))
    @click.option(
        "--key",
        "signing_key",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        envvar="TRIPOWER_KEY",
        help=N_("File of your SSH key, to sign what is recorded."),
    )
    @answering()
    @click.pass_obj
    @functools.wraps(function)
    def run(
        app: App,
        /,
        folder: Path,
        actor: str | None,
        *,
        dry_run: bool,
        acknowledge: tuple[tuple[str, str], ...],
        late: str | None,
        signing_key: Path | None,
        **rest: Any,
    ) -> Answer:
        from tripower.engine.desk import Desk
        from tripower.engine.writing import Order
        from tripower.store.district import records_of

        with _for_scripts():
            if not actor:
                text = N_("say who acts, by id: `--actor li`, or once for all `TRIPOWER_ACTOR=li`")
                raise refuse(text, code=Exit.USAGE)
            refuse_no_unit(folder)
            order = Order(actor, app.clock(), once(acknowledge), late, dry_run, signing_key)
            desk = Desk(records_of(folder), app.tables())
            return function(Writing(app, desk, order), **rest)

    return run
