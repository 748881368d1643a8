"""No test reads or leaves what a check keeps for the next one, unless it is about that."""

from __future__ import annotations

import os

os.environ["TRIPOWER_CACHE"] = "off"
