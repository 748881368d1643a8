"""Recording a change: one commit, or nothing at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

import msgspec

from tripower.core.exits import Exit
from tripower.core.messages import N_
from tripower.trail import branch, commit, dirty, index, journal, refresh, trees, workfolder
from tripower.trail.commit import Change
from tripower.trail.errors import NOT_RECORDED, TrailError, explained, reason
from tripower.trail.journal import Journal
from tripower.trail.lock import locked
from tripower.trail.paths import refuse_unusual, split
from tripower.trail.recover import recover
from tripower.trail.refresh import FileChange, Step
from tripower.trail.repository import Repository

_ATTEMPTS = 20

Build = Callable[[str | None], Change]
Sign = Callable[[bytes], str]
"""Makes the armoured signature of a commit."""


class Written(msgspec.Struct, frozen=True):
    """What was recorded. Paths are relative to the unit.

    `kept` are work files that a person edited while the write ran: the commit has the
    new text, the folder theirs. No `paths` means that there was nothing to record.
    """

    commit: str
    paths: tuple[str, ...]
    kept: tuple[str, ...]


def _no_step(_: str) -> None:
    """Tests stop the machine at a step; nobody else does."""


def record(
    repository: Repository,
    build: Build,
    *,
    timeout: float,
    sign: Sign | None = None,
    step: Step = _no_step,
) -> Written:
    """Record what `build` returns as one commit on the branch, or nothing.

    `build` is called with the commit that the change will stand on (None: the first). It
    judges what is recorded there, not the work folder, and refuses by raising; then
    nothing is written. It runs again when somebody else commits in between. `timeout` is
    in seconds, for each lock. `sign` signs the commit.

    Raises TrailError: exit 1 when nothing was recorded, exit 6 when the commit is
    recorded but the folder could not follow.
    """
    with locked(repository.gitdir, timeout):
        recover(repository, Exit.REFUSED)
        for _ in range(_ATTEMPTS):
            head = repository.head()
            change = build(head)
            _refuse_backwards(repository, head, change.facts.when)
            step("judged")
            written = _attempt(_Write(repository, head, change, timeout, sign, step))
            if written is not None:
                return written
    raise TrailError(
        N_("the branch moved {times} times while this was being recorded; try again later"),
        {"times": _ATTEMPTS},
    )


def _refuse_backwards(repository: Repository, head: str | None, when: datetime) -> None:
    """A clock that stands before the last commit would put this one into the past."""
    last = repository.committed_at(head) if head is not None else None
    if last is not None and when < last - APART:
        now, then = (f"{one.astimezone(when.tzinfo):%Y-%m-%d %H:%M}" for one in (when, last))
        raise TrailError(BACKWARDS, {"now": now, "last": then})


APART = timedelta(hours=1)
"""What the clocks of two machines may differ; and one writer waits for the other."""
BACKWARDS = N_(
    "nothing was recorded: the clock says {now}, but the last commit is of {last}; "
    "set the clock, then try again"
)


class _Write(msgspec.Struct, frozen=True):
    repository: Repository
    head: str | None
    change: Change
    timeout: float
    sign: Sign | None
    step: Step


def _attempt(write: _Write) -> Written | None:
    """Commit and refresh; None when the branch has moved since `head`."""
    gitdir = write.repository.gitdir
    with explained(NOT_RECORDED, Exit.REFUSED):
        changes = _changes(write)
        if not changes:
            return Written(write.head or "", (), ())
        with index.held(gitdir, write.timeout):
            write.step("index locked")
            _refuse_unfinished(write.repository)
            _refuse_edited(write.repository, changes)
            new = _write_objects(write, changes)
            write.step("objects")
            note = Journal(
                write.repository.branch(), write.head, new, tuple(one.path for one in changes)
            )
            if not _commit_point(write, note, changes):
                return None
            return _follow(write, new, changes)


def _changes(write: _Write) -> list[FileChange]:
    """The files that will differ, with what is recorded now as the only thing to overwrite."""
    prefix, files = write.repository.prefix, write.change.files
    for path in files:
        refuse_unusual(path)
    tree = write.repository.root_tree(write.head)
    old = trees.blob_ids(tree, frozenset(prefix + path for path in files))
    found = (
        FileChange(prefix + path, frozenset((old[prefix + path],)), dirty.blob_id(data))
        for path, data in sorted(files.items())
    )
    return [one for one in found if one.target not in one.known]


def _refuse_unfinished(repository: Repository) -> None:
    if repository.git.state():
        raise TrailError(index.UNFINISHED)


def _refuse_edited(repository: Repository, changes: Sequence[FileChange]) -> None:
    """No file that a person has edited or staged is overwritten; one that is as wanted is fine."""
    staged = index.staged(repository.gitdir, frozenset(one.path for one in changes))
    for one in changes:
        fine = one.known | {one.target}
        present = dirty.blob_id(workfolder.read(repository.root, one.path))
        if present not in fine or staged.get(one.path, one.target) not in fine:
            raise TrailError(
                N_("`{path}` has edits that are not recorded; record or undo them first"),
                {"path": one.path.removeprefix(repository.prefix)},
            )


def _write_objects(write: _Write, changes: Sequence[FileChange]) -> str:
    """Blobs, trees and the commit, on the disk and referenced by nothing yet."""
    import pygit2

    git, files, prefix = write.repository.git, write.change.files, write.repository.prefix
    put: dict[trees.Parts, pygit2.Oid | None] = {}
    for one in changes:
        data = files[one.path.removeprefix(prefix)]
        put[split(one.path)] = None if data is None else git.create_blob(data)
    tree = trees.build(git, write.repository.root_tree(write.head), put)
    if tree is None:
        tree = git.TreeBuilder().write()
    by = commit.committer(git, write.change.facts.when)
    git.set_ident(by.name, by.email)
    parents = [] if write.head is None else [pygit2.Oid(hex=write.head)]
    facts = write.change.facts
    author, text = commit.author(facts), commit.message(facts)
    if write.sign is None:
        made = git.create_commit(None, author, by, text, tree, parents)
    else:
        text = str(git.create_commit_string(author, by, text, tree, [*parents]))
        made = git.create_commit_with_signature(text, write.sign(text.encode()), "gpgsig")
    workfolder.sync_folder(write.repository.gitdir / "objects")
    return str(made)


def _commit_point(write: _Write, note: Journal, changes: Sequence[FileChange]) -> bool:
    """Prepare the index, leave the journal and move the branch; False when it has moved on."""
    repository = write.repository
    try:
        base = repository.root_tree(write.head)
        index.prepare(repository.gitdir, base, {one.path: one.target for one in changes})
        journal.save(repository.gitdir, note)
        write.step("journal")
        install = partial(index.install, repository.gitdir)
        moved = branch.swap(repository, note, write.timeout, install, write.step)
    except BaseException as error:  # Ctrl-C too: what happened is read from the branch
        if repository.head() == note.new:
            raise _recorded(note.new, error) from error
        _forget(repository)
        raise
    if not moved:
        _forget(repository)
    return moved


def _forget(repository: Repository) -> None:
    index.roll_back(repository.gitdir)
    journal.drop(repository.gitdir)


def _follow(write: _Write, new: str, changes: Sequence[FileChange]) -> Written:
    """After the commit point: the work files follow, the journal goes."""
    repository = write.repository
    try:
        write.step("committed")
        kept = refresh.work_files(repository, changes, write.step)
        index.unprepare(repository.gitdir)
        workfolder.sync_folder(repository.gitdir)
        journal.drop(repository.gitdir)
    except (Exception, KeyboardInterrupt) as error:
        raise _recorded(new, error) from error
    cut = len(repository.prefix)
    return Written(new, tuple(one.path[cut:] for one in changes), tuple(one[cut:] for one in kept))


def _recorded(new: str, error: BaseException) -> TrailError:
    return TrailError(
        N_(
            "recorded as {commit}, but the folder could not follow ({why}); "
            "run `tripower trail repair`"
        ),
        {"commit": new, "why": reason(error)},
        Exit.REPAIR,
    )
