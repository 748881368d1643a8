"""Publishing: render everything, search it for personal numbers, and only then write."""

from __future__ import annotations

import html as markup
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from tripower.core.answer import Answer, Part, Refused, refuse, say
from tripower.core.exits import Exit
from tripower.core.kinds import KindTable
from tripower.core.messages import N_
from tripower.core.unit import Unit
from tripower.publish import files
from tripower.publish.blocks import blocks
from tripower.publish.files import POSTERS, State
from tripower.publish.manifest import manifest
from tripower.publish.masking import Personal, personal_numbers
from tripower.publish.notice import Edition, Notice, Rests
from tripower.publish.provenance import Provenance
from tripower.publish.render import Renderer, renderer
from tripower.publish.text import laid_out
from tripower.trail.repository import Repository

INCOMPLETE = 4


class Order(msgspec.Struct, frozen=True):
    """Where to, in which language, with whose templates.

    `only` are the documents asked for, such as D4; where it is empty, all are.
    """

    out: Path
    lang: str
    templates: Path | None = None
    only: tuple[str, ...] = ()

    @property
    def manifest(self) -> str:
        """The name of the list of what was made; that of all is left to a run of all."""
        return "-".join(["manifest", *self.only]) + ".json"


class Issued(msgspec.Struct, frozen=True):
    """What publishing did: each notice's state, the files written, the files left alone."""

    states: Mapping[str, State]
    titles: Mapping[str, str]
    paths: tuple[str, ...]
    left: tuple[str, ...] = ()


def publish(
    notices: Sequence[Notice], unit: Unit, repository: Repository, kinds: KindTable, order: Order
) -> Issued:
    """Write the notices that are new or changed, and the manifest.

    Refuses (1) where a source is not recorded or finished text holds a personal number,
    (2) where templates lie in the unit's own folder, (4) where the history is cut off.
    Nothing is written then.
    """
    profile = unit.profile
    if profile is None:
        raise ValueError("a unit without a profile has nothing to publish")  # callers ask before
    provenance = Provenance(repository, unit, kinds)
    _may_publish(notices, repository, provenance, order)
    page = renderer(order.lang, order.templates)
    made = {one.notice_id: rendered(one, provenance.rests(one.sources), page) for one in notices}
    found = {path: data for _, _, own in made.values() for path, data in own.items()}
    found[order.manifest] = manifest(profile, made, provenance, page.words)
    issued = written(made, found, order.out, page)
    return replace(issued, left=tuple(files.left(order.out, found, order.only)))


def _may_publish(
    notices: Sequence[Notice], repository: Repository, provenance: Provenance, order: Order
) -> None:
    refuse_templates_within(repository.folder, order)
    refuse_cut_history(repository)
    sources = {provenance.path(source) for one in notices for source in one.sources}
    if missing := unrecorded(sources, repository):
        text = N_("not recorded, so nothing is published from it: {paths}")
        raise refuse(text, paths=", ".join(missing))


def refuse_templates_within(folder: Path, order: Order) -> None:
    """Refuse templates that whoever keeps the records could slip in."""
    own = order.templates
    if own is not None and own.resolve().is_relative_to(folder.resolve()):
        text = N_("templates are never taken from a unit's own folder: {path}")
        raise refuse(text, code=Exit.USAGE, path=str(own))


def refuse_cut_history(repository: Repository) -> None:
    """Refuse a repository of which older history was cut off."""
    if repository.is_shallow:
        text = N_("older history was cut off, so no notice can name the commit of its sources")
        raise refuse(text, code=INCOMPLETE)


def unrecorded(sources: Collection[str], repository: Repository) -> list[str]:
    """Sources that are not as in HEAD, and records of HEAD that are gone from the folder."""
    recorded = repository.listing(repository.head())
    return [
        path
        for path in repository.dirty()
        if path in sources or (path in recorded and not (repository.folder / path).is_file())
    ]


Made = tuple[Notice, Rests, Mapping[str, bytes]]


def rendered(notice: Notice, rests: Rests, page: Renderer) -> Made:
    """The files of one notice: each edition as a page and as text made from that page.

    What is public is there once more as a sheet for the notice board.
    """
    made: dict[str, bytes] = {}
    for edition in notice.pages:
        html = page.page(notice, edition, rests)
        stem = f"{edition.value}/{notice.notice_id}"
        made[f"{stem}.html"] = html.encode()
        made[f"{stem}.txt"] = laid_out(blocks(html)).encode()
    if Edition.PUBLIC in notice.pages:
        made[f"{POSTERS}/{notice.notice_id}.html"] = page.poster(notice, rests).encode()
    return notice, rests, made


def _no_personal_numbers(found: Mapping[str, bytes]) -> None:
    """The second net: one personal number anywhere blocks everything (PUB-09)."""
    hits = [(path, *hit) for path, data in found.items() for hit in _hits(path, data.decode())]
    if not hits:
        return
    parts: list[Part] = [
        say(N_("PUB-09: personal numbers are never published. Nothing was written."))
    ]
    for path, line, one in hits:
        text = N_("{path}:{line}: PUB-09 {kind} {shown}")
        parts.append(say(text, path=path, line=line, kind=one.kind, shown=one.shown))
    text = N_(
        "Correct the record it comes from (a final one with `tripower record supersede`), "
        "then publish."
    )
    parts.append(say(text))
    places = [
        {"path": path, "line": line, "kind": one.kind, "shown": one.shown}
        for path, line, one in hits
    ]
    data = {"paths": [], "refused": ["PUB-09"], "found": places}
    raise Refused(Answer(parts, data, 1, failed=True))


def _hits(path: str, text: str) -> Iterator[tuple[int, Personal]]:
    """Each number with its line: in the source, and where tags or line ends divide it."""
    seen = set()
    for line, words in enumerate(text.split("\n"), 1):
        for one in personal_numbers(markup.unescape(words)):
            seen.add((one.kind, one.shown))
            yield line, one
    if path.endswith(".html"):
        for block in blocks(text):
            for one in (found for words in block.texts() for found in personal_numbers(words)):
                if (one.kind, one.shown) not in seen:
                    yield block.line, one


def written(
    made: Mapping[str, Made], found: Mapping[str, bytes], out: Path, page: Renderer
) -> Issued:
    """Write what is new or changed; refuses (1) everything where a text has a personal number."""
    _no_personal_numbers(found)
    states = files.states(out, found)
    paths = [path for path, state in states.items() if state is not State.UNCHANGED]
    for path in paths:  # the manifest comes last: it never names a file that is not there
        files.write(out, path, found[path])
    return Issued(
        {name: _whole(states[path] for path in own) for name, (_, _, own) in made.items()},
        {name: str(page.words.show(one.index.title)) for name, (one, _, _) in made.items()},
        tuple(sorted(paths)),
    )


def _whole(states: Iterator[State]) -> State:
    """The state of a notice by those of its files."""
    found = set(states)
    return found.pop() if len(found) == 1 else State.CHANGED
