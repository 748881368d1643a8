"""`python -m tripower` is `tripower`."""

from tripower.cli.main import run

if __name__ == "__main__":
    run()
