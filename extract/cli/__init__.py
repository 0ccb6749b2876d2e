"""The command line. `app` is the Typer application, `extract.cli.app.main` the entry point."""

from extract.cli.app import app

__all__ = ["app"]
