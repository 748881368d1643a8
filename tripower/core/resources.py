"""Where the files that come with the program lie, in a checkout and in an installed wheel."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def templates() -> Path:
    """The folder of the Jinja2 templates: notices/, site/, charts/."""
    return _shipped("templates")


def sample_unit() -> Path:
    """The folder of the sample unit, an invented water bureau; to be copied, not written to."""
    return _shipped("sample-unit")


def sample_district() -> Path:
    """The folder of the sample district's stories and lists; no records lie in it."""
    return _shipped("sample-district")


def parameters() -> Path:
    """The folder of the dated rule packs (YAML) that come with the program."""
    return _existing(PACKAGE / "parameters")


def _shipped(name: str) -> Path:
    """Beside the package in a checkout, which its project file tells; inside it in a wheel."""
    checkout = PACKAGE.parent
    return _existing((checkout if (checkout / "pyproject.toml").is_file() else PACKAGE) / name)


def _existing(folder: Path) -> Path:
    """The folder itself; FileNotFoundError where the installation is broken."""
    if not folder.is_dir():
        raise FileNotFoundError(folder)
    return folder
