"""Plugins: readers and exporters of other packages, which declare them as entry points.

    [project.entry-points."communique.readers"]
    tei = "my_package:read_tei"

A plugin is imported when it is needed, so that a broken one harms no other command.
"""

import sys
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from extract.errors import ConfigError

READERS = "communique.readers"
"""Each name is the extension of a file, without its dot."""
EXPORTERS = "communique.exporters"
"""Each name is a value of `--to`."""
KINDS = {READERS: "reader", EXPORTERS: "exporter"}


@dataclass(frozen=True)
class Plugin:
    """A plugin that is installed, not yet imported."""

    kind: str
    """`reader` or `exporter`."""
    name: str
    package: str
    """Name and version of the package that it is from."""
    sources: tuple[EntryPoint, ...]
    """More than one if several packages use its name."""

    def load(self) -> Any:
        """Import it. Raises ConfigError that names its package if it cannot be imported, or shares its name."""
        if len(self.sources) > 1:
            raise ConfigError(f"{self.package} both have the {self.kind} {self.name!r}; uninstall one of them")
        [source] = self.sources
        try:
            loaded = source.load()
        except Exception as error:  # what another package raises when it is imported
            why = f"{type(error).__name__}: {error}"
            raise ConfigError(
                f"the {self.kind} {self.name!r} of {self.package} cannot be loaded from {source.value} ({why});"
                " update that package, or uninstall it"
            ) from error
        if not callable(loaded):
            raise ConfigError(f"the {self.kind} {self.name!r} of {self.package} is no function; see docs/plugins.md")
        return loaded


def find_plugins(group: str) -> dict[str, Plugin]:
    """Return the plugins of a group by name, in alphabetical order."""
    return _find(group, tuple(sys.path))


@cache
def _find(group: str, path: tuple[str, ...]) -> dict[str, Plugin]:
    """`path` is part of the key of the cache, because it decides which packages there are."""
    found: dict[str, tuple[EntryPoint, ...]] = {}
    for source in sorted(entry_points(group=group)):
        name = source.name.lower()
        found[name] = (*(one for one in found.get(name, ()) if one.value != source.value), source)
    return {
        name: Plugin(KINDS[group], name, " and ".join(sorted(map(_package, sources))), sources)
        for name, sources in found.items()
    }


def _package(source: EntryPoint) -> str:
    return f"{source.dist.name} {source.dist.version}" if source.dist else source.value
