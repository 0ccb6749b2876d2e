"""Imports Typer's help without two parts of rich that cost a fifth of the time of --help and that nothing here uses.

They render Markdown and tracebacks. Our help is not Markdown, and our errors show no traceback.
"""

import sys
from types import ModuleType

_UNUSED = {"rich.markdown": "Markdown", "rich.traceback": "Traceback"}
"""The modules, with the name that Typer imports from each. It uses both names in annotations."""


def import_help() -> None:
    """Import Typer's help. If this version of Typer imports other names, leave the import to Typer."""
    placeholders = {module: _placeholder(module, name) for module, name in _UNUSED.items() if module not in sys.modules}
    sys.modules.update(placeholders)
    try:
        import typer.rich_utils  # noqa: F401
    except ImportError:
        pass  # Typer imports it again when it prints the help
    finally:
        for module in placeholders:
            del sys.modules[module]


def _placeholder(module: str, name: str) -> ModuleType:
    placeholder = ModuleType(module)
    setattr(placeholder, name, type(name, (), {}))
    return placeholder
