"""Eight clerks write fifty times each into one unit, all at once: four hundred commits in a row."""

import multiprocessing
from pathlib import Path

from trail_helpers import git, make_unit, many_writes, put, whole

CLERKS, EACH = 8, 50


def test_eight_writers_lose_nothing(tmp_path: Path) -> None:
    unit = make_unit("root", tmp_path)
    put(unit, {"unit.yaml": b"id: water\n"})
    first = unit.head() or ""
    clerks = [f"clerk-{number}" for number in range(CLERKS)]
    context = multiprocessing.get_context("spawn")
    running = [context.Process(target=many_writes, args=(unit.folder, c, EACH)) for c in clerks]
    for one in running:
        one.start()
    for one in running:
        one.join(120)
    assert [one.exitcode for one in running] == [0] * CLERKS

    line = git(unit.root, "rev-list", "--parents", f"{first}..HEAD").splitlines()
    parents = dict(commit.split(" ", 1) for commit in line)  # with two parents: nobody's commit
    assert len(parents) == CLERKS * EACH
    assert sorted(parents.values()) == sorted([*list(parents)[1:], first]), "one line"
    written = {f"matters/{clerk}/{n}.yaml" for clerk in clerks for n in range(EACH)}
    assert unit.files(unit.head()).keys() == {"unit.yaml", *written}
    whole(unit)
