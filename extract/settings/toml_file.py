"""Read the settings file: TOML with known names only, and without keys."""

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from extract.errors import ConfigError

FILE_NAME = "communique.toml"
"""Name of the settings file in the working folder."""

SECRET_FIELD = re.compile(r"key|secret|password|credential|bearer|(?:^|_)token$", re.I)
"""Names of settings and fields whose values are secrets; `max_tokens` is none."""


def read_toml(named: object, folder: Path, names: Sequence[str]) -> tuple[Path | None, dict[str, Any]]:
    """Return the path and the content of the settings file; a missing file is an error only if it was named.

    Raises ConfigError if it cannot be read, holds a key, or a name that is not in `names`.
    """
    path = Path(str(named)).expanduser() if named else folder / FILE_NAME
    if not named and not path.is_file():
        return None, {}
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise ConfigError(f"there is no settings file {path}") from None
    except OSError as error:
        raise ConfigError(f"the settings file {path} cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"the settings file {path} is no TOML: {error}") from None
    for name in all_names(table):
        if SECRET_FIELD.search(name) and name not in names:
            raise ConfigError(
                f"{path} has {name!r}: keys do not belong in files; remove it and set the environment variable"
                " OPENAI_API_KEY"
            )
    for name in table:
        if name not in names:
            raise ConfigError(f"{path} has {name!r}, which is no setting; {_suggest(name, names)}")
    return path, table


def all_names(table: Mapping[str, Any]) -> Iterable[str]:
    """Yield the names in a table at any depth, but not those of values that an environment variable holds."""
    for name, value in table.items():
        if not (isinstance(value, str) and value.startswith("env:")):
            yield name
        if isinstance(value, dict):
            yield from all_names(value)


def _suggest(name: str, names: Sequence[str]) -> str:
    plain = name.lower().replace("-", "_")
    near = difflib.get_close_matches(plain, names, n=1, cutoff=0.5)
    return f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(names)}"
