"""The honest year of the bureau, from its first file to checkpoints that others hold."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from tests.attacks.room import Room, asked, git
from tests.rules.units import HERE, overlay
from tripower.cli.commands.demo import play, story

REGISTERS = (
    "unit.yaml",
    "people.yaml",
    "positions.yaml",
    "catalogue.yaml",
    "regulations.yaml",
    "parameters.yaml",
    "district-parameters.yaml",
)
MATTER, MEETING = "matters/2024/M-1", "meetings/2024/K-1"
BY = "--producer 示例研究所 --producer-type institution --signed --sealed --dated 2024-03-04"
TEMPLATES: list[Path] = []
"""Where the templates lie; set for a run of the tests."""
SPEAKERS = ("jia", "yi", "shi", "zheng", "zhen")


def unkeyed(folder: Path) -> Room:
    """The bureau in its first months: one matter decided, no keys yet."""
    return _copy("unkeyed", folder, signs=False)


def bureau(folder: Path) -> Room:
    """The bureau with keys: signed ballots, a dissent, a recusal, two checkpoints."""
    return _copy("bureau", folder, signs=True)


def street(folder: Path) -> Room:
    """The bureau, with `district` and `neighbour` beside it that hold its checkpoints."""
    return _copy("street", folder, signs=True)


def rewritten(folder: Path) -> Room:
    """The street, after the bureau has written its last two weeks anew."""
    return gone_on("rewritten", "street", _again, folder)


def gone_on(name: str, base: str, act: Callable[[Room], None], folder: Path) -> Room:
    """What an act makes of another of these; it is done once, and copied from then on."""

    def build(half: Path) -> None:
        shutil.copytree(template(base), half)
        act(Room(half / "unit", half / "keys"))

    _copied(template(name, build), folder)
    return Room(folder / "unit", folder / "keys")


def _copy(name: str, folder: Path, *, signs: bool) -> Room:
    _copied(template(name), folder)
    return Room(folder / "unit", folder / "keys", signs)


def _copied(made: Path, folder: Path) -> None:
    """By the program, which is quicker than Python with so many small files."""
    folder.mkdir(exist_ok=True)
    subprocess.run(["cp", "-a", f"{made}/.", str(folder)], check=True)


def template(name: str, build: Callable[[Path], None] | None = None) -> Path:
    """What was built once, whichever of the test processes came first."""
    folder = TEMPLATES[0] / name
    with FileLock(TEMPLATES[0] / f"{name}.lock"):
        if not folder.exists():
            half = folder.with_name(f"{name}-half")
            shutil.rmtree(half, ignore_errors=True)
            (build or BUILDERS[name])(half)
            git(half / "unit", "gc", "-q")
            half.rename(folder)
    return folder


def _year(folder: Path) -> None:
    """The sample's whole year, as `tripower demo` plays it."""
    for step in story():
        play(step, folder / "unit")


def _unkeyed(folder: Path) -> None:
    _begin(Room(folder / "unit", folder / "keys", signs=False))


def _bureau(folder: Path) -> None:
    shutil.copytree(template("unkeyed"), folder)
    _go_on(Room(folder / "unit", folder / "keys"))


def _street(folder: Path) -> None:
    shutil.copytree(template("bureau"), folder)
    _others(folder)


BUILDERS = {"year": _year, "unkeyed": _unkeyed, "bureau": _bureau, "street": _street}


def _begin(room: Room) -> None:
    """Registers; M-1, the division of work, is decided in K-1; its registers follow."""
    files = overlay(HERE / "base")
    room.unit.mkdir(parents=True)
    git(room.unit, "init", "-q", "-b", "main", "--template=")
    ballots = [path for path in files if "/ballots/" in path]
    draft = files[f"{MEETING}/meeting.yaml"]
    called = draft.split(b"entitled_ids")[0].replace(b"closed", b"called") + b"draft: true\n"
    risks = b"".join(
        line for line in files["risk-points.yaml"].splitlines(True) if b"reviewed_on" not in line
    )
    acts: list[tuple[str, dict[str, bytes]]] = [
        ("2024-01-02T09:00", {path: files[path] for path in REGISTERS}),
        *(("2024-01-02T09:10", {path: files[path]}) for path in files if path.startswith(MATTER)),
        ("2024-01-02T09:20", {f"{MEETING}/meeting.yaml": called}),
        ("2024-01-05T09:00", {f"{MEETING}/meeting.yaml": draft + b"draft: true\n"}),
        (
            "2024-01-05T09:30",
            {f"{MEETING}/M-1/speeches.yaml": files[f"{MEETING}/M-1/speeches.yaml"]},
        ),
        ("2024-01-05T09:40", {path: files[path] for path in ballots}),
        ("2024-01-05T09:50", {f"{MEETING}/meeting.yaml": draft}),
        ("2024-01-08T09:00", {f"{MEETING}/minutes.yaml": files[f"{MEETING}/minutes.yaml"]}),
        ("2024-01-08T09:10", {"powers.yaml": files["powers.yaml"], "risk-points.yaml": risks}),
        *(
            ("2024-02-05T09:00", {path: files[path]})
            for path in files
            if path.startswith("approvals/")
        ),
    ]
    for when, given in acts:
        room.commit(given, when=when)


def _go_on(room: Room) -> None:
    """Keys; M-2 passes against a signed dissent, on M-3 a deputy stands aside; two checkpoints."""
    pubs = " ".join(f"{who}={room.key(who)}.pub" for who in ("wen", "zhen", "jia", "zheng"))
    room.do(f"trail key add {pubs} --threshold 2 --reason 首份名册", "2024-03-01T09:00")
    room.do("trail key sign", "2024-03-01T09:05", by="zhen")
    room.do("trail checkpoint", "2024-03-01T09:10")
    for matter, title in (("M-2", "水泵大修"), ("M-3", "车辆更新")):
        at = "2024-03-04T09:00"
        room.do(
            f"decision propose {matter} --category large_funds --item large-payments "
            f"--title {title} --proposer zhen --amount 80000",
            at,
        )
        room.do(
            f"decision attach {matter} note --type explanation --title 说明书 --method survey {BY}",
            at,
        )
        room.do(f"decision attach {matter} budget --type budget_review --title 审核意见 {BY}", at)
        room.do(f"decision admit {matter}", at)
    room.do(
        "meeting call K-2 M-2 M-3 --on 2024-03-08 --presiding zhen --recorder wen --place 三楼",
        "2024-03-04T10:00",
    )
    day = "2024-03-08T"
    room.do("meeting open K-2", day + "09:00")
    for who in SPEAKERS:
        room.do(f"meeting speak K-2 M-2 {who} 已说明 --stance for", day + "09:10")
    room.do("meeting recuse K-2 M-3 jia --ground other_bias --note 与供应商相识", day + "09:15")
    for who in SPEAKERS[1:]:
        room.do(f"meeting speak K-2 M-3 {who} 同意 --stance for", day + "09:20")
    dissent = "vote cast M-2 --sign no --opinion zheng=价格未比较"
    room.do(dissent, day + "09:30", by="zheng")
    room.do("vote cast M-2 --sign yes", day + "09:31", by="zhen")
    room.do("vote cast M-2 --all yes", day + "09:35")
    room.do("vote cast M-3 --sign yes", day + "09:40", by="zheng")
    room.do("vote cast M-3 --all yes", day + "09:41")
    _close(room)


def _again(room: Room) -> None:
    """The vote on M-2 and all after it once more, as if nobody had been against it."""
    room.rewind("meeting speak K-2/M-3")
    day = "2024-03-08T"
    room.do("vote cast M-2 --sign yes", day + "09:31", by="zhen")
    room.do("vote cast M-2 --all yes", day + "09:35")
    room.do("vote cast M-3 --all yes", day + "09:41")
    _close(room)


def _close(room: Room) -> None:
    """The meeting is over: minutes, two signatures under them, a checkpoint."""
    room.do("meeting close K-2", "2024-03-08T10:00")
    told = " ".join(
        f"--executor {m}=shi --due {m}=2024-05-31 --supervisor {m}=zheng --conclusion {m}=同意。"
        for m in ("M-2", "M-3")
    )
    room.do(f"minutes issue K-2 --signer zhen --to 各股室 {told}", "2024-03-11T09:00")
    for who in ("zhen", "jia"):
        room.do("minutes sign K-2", "2024-03-11T10:00", by=who)
    room.do("trail checkpoint", "2024-03-15T16:00")


def _others(folder: Path) -> None:
    """The district keeps the checkpoints; the unit next door has seen the newest one."""
    district = folder / "district"
    district.mkdir()
    text = "district_id: d\nname: 示例区\nunits: [unit]\n"
    (district / "district.yaml").write_text(text, "utf-8")
    git(district, "init", "-q", "-b", "main")
    git(district, "add", "-A")
    git(district, "commit", "-qm", "district", when="2024-03-01T08:00")
    keep(folder)
    neighbour = Room(folder / "neighbour", folder / "keys-next-door", signs=False)
    neighbour.unit.mkdir()
    git(neighbour.unit, "init", "-q", "-b", "main")
    files = overlay(HERE / "base")
    told = {path: files[path] for path in REGISTERS}
    told["unit.yaml"] = told["unit.yaml"].replace(b"unit_id: example", b"unit_id: next-door")
    told["unit.yaml"] = told["unit.yaml"].replace("示例局".encode(), "邻居局".encode())
    neighbour.commit(told, when="2024-01-02T09:00")
    see(folder)


def keep(folder: Path, when: str = "2024-03-15T17:00") -> None:
    """The district takes the new checkpoints of the bureau into its ledger."""
    words = ("trail", "ledger", "add", str(folder / "unit"), "-C", str(folder / "district"))
    answer = asked(*words, "--actor", "qu", now=when)
    assert answer.code == 0, answer


def see(folder: Path, when: str = "2024-03-15T18:00") -> None:
    """The unit next door looks at the newest checkpoint and signs that it has seen it."""
    neighbour = Room(folder / "neighbour", folder / "keys-next-door")
    if not (neighbour.unit / "keys").exists():
        key = neighbour.key("wen").with_suffix(".pub")
        neighbour.do(f"trail key add wen={key} --threshold 1 --reason 首份名册", when)
    neighbour.do(f"trail witness {folder / 'unit'}", when)
