"""Libraries that not everybody needs: imported when they are asked for, with the command that installs them if not
there."""

from importlib import import_module
from types import ModuleType

from extract.errors import ConfigError


def need(module: str, extra: str) -> ModuleType:
    """The module, which belongs to an optional extra. Raises ConfigError that names the pip command."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        raise ConfigError(
            f'this needs {error.name}, which is not installed; get it with: pip install "communique[{extra}]"'
        ) from error
