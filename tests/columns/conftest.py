"""What the tests of engines share."""

from tests.columns.spark import spark

__all__ = ["spark"]
