"""Values of records as short words: dates, money, parties, tokens, seconds. Values go in, strings come out."""

from collections.abc import Mapping, Sequence

from extract.output.show.line import counted
from extract.output.show.plain import plain
from schemas import (
    Actor,
    Agreement,
    Attribution,
    Bound,
    CurrencyBasis,
    EventDate,
    Money,
    Party,
    PartyRole,
    Quote,
    Usage,
)

_BOUNDS = {
    Bound.EXACT: "",
    Bound.APPROX: "about ",
    Bound.AT_LEAST: "at least ",
    Bound.AT_MOST: "at most ",
    Bound.RANGE: "",
}
_BASES = {
    CurrencyBasis.EXPLICIT: "",
    CurrencyBasis.SYMBOL_DEFAULT: " (currency by its symbol)",
    CurrencyBasis.INFERRED: " (currency inferred)",
}

Names = Mapping[str, str]
"""Names of actors by id."""


def words(code: str) -> str:
    """A code of ours as words: `free_trade_agreement` as `free trade agreement`."""
    return code.replace("_", " ")


def names(ids: Sequence[str], known: Names) -> str:
    """Names of actors, in order."""
    return ", ".join(known.get(one, one) for one in ids)


def known_names(actors: Sequence[Actor]) -> Names:
    """The names of these actors, fit for a terminal."""
    return {actor.id: plain(actor.name) for actor in actors}


def parties(found: Sequence[Party], known: Names) -> str:
    """`Malaysia, South Korea (supplier, inferred)`."""
    return ", ".join(_party(one, known) for one in found) or "none told"


def _party(party: Party, known: Names) -> str:
    notes = [
        *([words(party.role)] if party.role is not PartyRole.PARTY else ()),
        *(() if party.explicit else ["inferred"]),
    ]
    name = known.get(party.actor, party.actor)
    return f"{name} ({', '.join(notes)})" if notes else name


def date(found: EventDate) -> str:
    """`../2025 target conclusion`, `2029 signature (before)`: the relation is told where the date itself does not."""
    told = f"{found.edtf} {words(found.role)}"
    open_ended = found.edtf.startswith("..") or found.edtf.endswith("..") or "/" in found.edtf
    notes = [] if open_ended or found.relation == "on" else [words(found.relation)]
    notes += [f"counted from {plain(found.anchor)}"] if found.anchor else []
    return f"{told} ({', '.join(notes)})" if notes else told


def money(found: Money) -> str:
    """`at least 920,000,000 USD`."""
    amount = _grouped(found.amount) + (f" to {_grouped(found.amount_max)}" if found.amount_max else "")
    return f"{_BOUNDS[found.bound]}{amount} {found.currency}{_BASES[found.currency_basis]}"


def _grouped(amount: str) -> str:
    whole, _, part = amount.partition(".")
    return f"{int(whole):,}" + (f".{part}" if part else "")


def attribution(found: Attribution, known: Names) -> str:
    """`Yoon’s office, relayed by Yonhap (a4, indirect speech)`: the words of the text, and which actor is meant."""
    relays = f", relayed by {plain(', '.join(found.relayed_by))}" if found.relayed_by else ""
    meant = [found.source] if found.source and known.get(found.source) != found.source_text else []
    notes = [*meant, *([] if found.quote is Quote.NONE else [f"{found.quote} speech"])]
    return plain(found.source_text) + relays + (f" ({', '.join(notes)})" if notes else "")


def actor(found: Actor, known: Names) -> str:
    """`person · MYS · Prime Minister · for Malaysia · 4 mentions`."""
    parts = (
        words(found.kind),
        found.country,
        found.sector,
        plain(found.office) if found.office else None,
        f"for {known.get(found.represents, found.represents)}" if found.represents else None,
        found.wikidata,
        counted(len(found.mentions), "mention"),
    )
    return " · ".join(part for part in parts if part)


def tags(agreement: Agreement) -> str:
    """Stage, instrument and contexts of an agreement on one line."""
    parts = [words(agreement.status), words(agreement.instrument), *(["historical"] if agreement.historical else [])]
    return " · ".join(parts)


def tokens(usage: Usage) -> str:
    """`5 calls · 12,345 tokens in (11,000 cached) · 420 out`."""
    if not usage.calls:
        return "no model calls"
    cached = f" ({usage.tokens_cached:,} cached)" if usage.tokens_cached else ""
    untold = f" · {counted(usage.unknown, 'call')} without figures" if usage.unknown else ""
    calls = counted(usage.calls, "call")
    return f"{calls} · {counted(usage.tokens_in, 'token')} in{cached} · {usage.tokens_out:,} out{untold}"


def duration(seconds: float) -> str:
    """`14.2 s`, `3 min 12 s`, `2 h 05 min`."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {rest:02} s"
