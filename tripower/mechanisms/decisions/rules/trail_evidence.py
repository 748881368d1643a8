"""Rules on a repository as it lies, and on what others hold of it (TRL-15, 17, 18)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tripower.core.changes import Evidence
from tripower.core.messages import N_
from tripower.core.rules import Hit, notice, practice, reg, rule, violation

ORIGINAL = reg(
    N_("Electronic Signature Law, art. 5: an original is complete and unaltered since it was made.")
)


@rule(
    "TRL-15",
    N_("The folder shows what is recorded"),
    of_evidence=True,
    basis=[ORIGINAL],
    says={
        "hidden": (
            N_("this file is not as recorded, and `git status` does not show it"),
            N_("`git update-index --no-assume-unchanged --no-skip-worktree FILE`, then look."),
        ),
        "edited": (
            N_("this file is not as recorded"),
            N_("Record the edit, or take it back with `git restore FILE`."),
        ),
        "unrecorded": (
            N_("this file is in no commit"),
            N_("Record what it tells, or take it away; whoever reads the folder counts it."),
        ),
    },
)
def folder_shows_the_record(this: Evidence) -> Iterator[Hit]:
    """Each record file in the work folder is compared, byte by byte, with the newest commit.

    `git status` does not see a file that is marked `--assume-unchanged` or `--skip-worktree`,
    nor one that git is told to ignore; this look does. An edit, or a file, that is simply not
    recorded yet is a notice. Line ends that git itself turned are none.

    Why: people read the folder; a page printed from it must be what the history proves.

    Example: a ballot is edited in the folder and marked `--assume-unchanged`: violation.
    """
    for path in this.hidden:
        yield violation("hidden", path=path, mark=path)
    for path in this.edited:
        yield notice("edited", path=path, mark=path)
    for path in this.unrecorded:
        yield notice("unrecorded", path=path, mark=path)


@rule(
    "TRL-17",
    N_("What others hold of the history is still in it"),
    of_evidence=True,
    basis=[ORIGINAL, practice(N_("Only what has left the house proves anything against it."))],
    says={
        "rewritten": (
            N_("{by} holds checkpoint {number} of commit {head}, which is not in this history"),
            N_("The history was rewritten after that. Ask for the old one, and who replaced it."),
        ),
        "other": (
            N_("{by} holds another text of checkpoint {number} than this history has"),
            N_("The checkpoint was exchanged. Compare both texts, and ask who did it."),
        ),
    },
)
def others_hold_the_same(this: Evidence) -> Iterator[Hit]:
    """Each checkpoint in the district's ledger or with a witness is one of this history.

    The commit that it speaks of is still on the line, and its file has the same digest.

    Why: whoever controls a repository can rewrite all of it; what others hold they cannot.

    Example: after a force-push the ledger holds a head that is no ancestor of today's: violation.
    """
    for one in this.claims:
        told: dict[str, Any] = {"by": one.by, "number": one.number, "head": one.head[:10]}
        mark = f"{one.by}/{one.number}/{one.head}"
        if not one.known:
            yield violation("rewritten", mark=mark, on=one.on, **told)
        elif not one.same:
            yield violation("other", mark=mark, on=one.on, **told)


@rule(
    "TRL-18",
    N_("The history is all there, and is what its names say"),
    of_evidence=True,
    basis=[ORIGINAL],
    says={
        "damaged": (
            N_("{object} is not what its name says: it was damaged or exchanged ({why})"),
            N_("Fetch the history from somebody who has it whole, and compare."),
        ),
        "missing": (
            N_("{object} is not there: the history is incomplete"),
            N_("Fetch all of it: `git fetch --unshallow`, or a full clone."),
        ),
    },
)
def history_is_whole(this: Evidence) -> Iterator[Hit]:
    """Each object is read from the first commit on and hashed again; its name is that hash.

    What is not there makes the history incomplete, which is an answer of its own: nothing is
    said about what could not be read.

    Why: git itself believes an object's name when it reads it.

    Example: a blob in `.git/objects` is exchanged for another one under its name: violation.
    """
    for name, why in this.damage:
        yield violation("damaged", mark=name, object=name, why=why)
    for name in this.missing:
        yield violation("missing", mark=name, object=name)
