"""A run as a network of sides in GEXF, for Gephi and networkx.

A node is a state or an organisation. An edge sums up the dyads of one kind between two nodes: agreements of a status,
or statements of an act. `weight` counts them: deals and events of a collection, records of a run. `reports` counts the
records. Statements go from the speaker to the recipient; agreements have no direction. Background and negated
statements are left out and counted.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from extract.optional_import import need
from extract.output.load import Run
from extract.output.tables.dyad_row_types import AgreementDyadRow, StatementDyadRow

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold."""


@dataclass
class _Tie:
    """What an edge sums up."""

    things: set[str] = field(default_factory=set)
    """Ids of the deals or events, or of records that are of none."""
    reports: int = 0
    first: date | None = None
    last: date | None = None

    def add(self, thing: str, earliest: date | None, latest: date | None) -> None:
        self.things.add(thing)
        self.reports += 1
        self.first = min(filter(None, (self.first, earliest)), default=None)
        self.last = max(filter(None, (self.last, latest)), default=None)


class _Network:
    """Nodes and edges, which are held in memory."""

    def __init__(self) -> None:
        self.nodes: dict[str, tuple[str, str]] = {}
        self.ties: dict[tuple[str, str, str, str], _Tie] = {}

    def add_agreement(self, row: AgreementDyadRow) -> None:
        self._node(row.side_1, row.name_1, row.country_1)
        self._node(row.side_2, row.name_2, row.country_2)
        self._add((row.side_1, row.side_2, "agreement", row.status), row.deal_id or row.agreement_id, row)

    def add_statement(self, row: StatementDyadRow) -> None:
        self._node(row.speaker_side, row.speaker_name, row.speaker_country)
        self._node(row.recipient_side, row.recipient_name, row.recipient_country)
        self._add((row.speaker_side, row.recipient_side, "statement", row.act), row.event_id or row.statement_id, row)

    def _node(self, key: str, name: str, country: str | None) -> None:
        self.nodes.setdefault(key, (name, country or ""))

    def _add(self, key: tuple[str, str, str, str], thing: str, row: AgreementDyadRow | StatementDyadRow) -> None:
        self.ties.setdefault(key, _Tie()).add(thing, row.earliest, row.latest)


def write(run: Run, path: Path) -> Mapping[str, int]:
    """Write the network, and return the numbers of nodes, edges and dyads. Raises ConfigError without networkx."""
    networkx: Any = need("networkx")
    network, counts = _read(run)
    graph = networkx.MultiDiGraph()
    for key, (name, country) in network.nodes.items():
        graph.add_node(_xml(key), label=_xml(name), country=country, kind="state" if country else "organisation")
    for (source, target, kind, label), tie in network.ties.items():
        days = {"first": str(tie.first or ""), "last": str(tie.last or "")}
        sums = {"weight": len(tie.things), "reports": tie.reports}
        graph.add_edge(_xml(source), _xml(target), label=label, kind=kind, **sums, **days)
    networkx.write_gexf(graph, path)
    return counts | {"nodes": graph.number_of_nodes(), "edges": graph.number_of_edges()}


def _read(run: Run) -> tuple[_Network, Counter[str]]:
    network, counts = _Network(), Counter({"nodes": 0, "edges": 0, "dyads": 0})
    for _, row in run.rows():
        if isinstance(row, AgreementDyadRow) and not row.historical:
            network.add_agreement(row)
        elif isinstance(row, StatementDyadRow) and not row.negated:
            network.add_statement(row)
        elif isinstance(row, AgreementDyadRow | StatementDyadRow):
            counts["left out: background or negated"] += 1
            continue
        else:
            continue
        counts["dyads"] += 1
    return network, counts


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
