"""The command line. `app` is the Typer application; `extract.__main__` starts it."""

from extract.cli.app import app

__all__ = ["app"]
