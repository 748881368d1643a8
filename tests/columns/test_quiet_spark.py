"""PySpark says nothing on the screen but errors."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import polars

COUNTED = """
import sys
from pathlib import Path
from tripower.columns.engines import open_table, tuples
print(len(tuples(open_table(Path(sys.argv[1]), "pyspark"))))
"""


def test_no_warnings_and_no_progress_bar(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    polars.DataFrame({"n": list(range(1000))}).write_parquet(path)
    told = {**os.environ, "PYSPARK_PYTHON": sys.executable}
    words = [sys.executable, "-W", "ignore", "-c", COUNTED, str(path)]
    done = subprocess.run(words, env=told, capture_output=True, text=True, check=True)
    assert done.stdout == "1000\n"
    assert " WARN " not in done.stderr
    assert "log level" not in done.stderr
    assert "[Stage" not in done.stderr
