"""Formats values of records as short text: dates, money, parties, tokens, durations."""

from collections.abc import Mapping, Sequence

from extract.output.show.article_lines import count_of
from extract.output.show.terminal_text import terminal_safe
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


def format_code(code: str) -> str:
    """A code as words: `free_trade_agreement` as `free trade agreement`."""
    return code.replace("_", " ")


def names_by_id(actors: Sequence[Actor]) -> Names:
    """The names of these actors by id, safe for a terminal."""
    return {actor.id: terminal_safe(actor.name) for actor in actors}


def format_names(ids: Sequence[str], names: Names) -> str:
    """`Malaysia, South Korea`."""
    return ", ".join(names.get(actor, actor) for actor in ids)


def format_parties(parties: Sequence[Party], names: Names) -> str:
    """`Malaysia, South Korea (supplier, inferred)`."""
    return ", ".join(_format_party(party, names) for party in parties) or "none"


def _format_party(party: Party, names: Names) -> str:
    notes = [
        *([format_code(party.role)] if party.role is not PartyRole.PARTY else ()),
        *(() if party.explicit else ["inferred"]),
    ]
    name = names.get(party.actor, party.actor)
    return f"{name} ({', '.join(notes)})" if notes else name


def format_date(date: EventDate) -> str:
    """`../2025 target conclusion`, `2029 signature (before)`. The relation is left out where EDTF expresses it."""
    text = f"{date.edtf} {format_code(date.role)}"
    interval = date.edtf.startswith("..") or date.edtf.endswith("..") or "/" in date.edtf
    notes = [] if interval or date.relation == "on" else [format_code(date.relation)]
    notes += [f"counted from {terminal_safe(date.anchor)}"] if date.anchor else []
    return f"{text} ({', '.join(notes)})" if notes else text


def format_money(money: Money) -> str:
    """`at least 920,000,000 USD`."""
    amount = _grouped(money.amount) + (f" to {_grouped(money.amount_max)}" if money.amount_max else "")
    return f"{_BOUNDS[money.bound]}{amount} {money.currency}{_BASES[money.currency_basis]}"


def _grouped(amount: str) -> str:
    """The amount with thousands separators."""
    whole, _, part = amount.partition(".")
    return f"{int(whole):,}" + (f".{part}" if part else "")


def format_attribution(attribution: Attribution, names: Names) -> str:
    """`Yoon’s office, relayed by Yonhap (a4, indirect speech)`.

    The id of the source's actor is left out if the words of the text are the actor's name.
    """
    relays = f", relayed by {terminal_safe(', '.join(attribution.relayed_by))}" if attribution.relayed_by else ""
    source = attribution.source
    actor = [source] if source and names.get(source) != attribution.source_text else []
    notes = [*actor, *([] if attribution.quote is Quote.NONE else [f"{attribution.quote} speech"])]
    return terminal_safe(attribution.source_text) + relays + (f" ({', '.join(notes)})" if notes else "")


def format_actor(actor: Actor, names: Names) -> str:
    """`person · MYS · Prime Minister · for Malaysia · 4 mentions`."""
    parts = (
        format_code(actor.kind),
        actor.country,
        actor.sector,
        terminal_safe(actor.office) if actor.office else None,
        f"for {names.get(actor.represents, actor.represents)}" if actor.represents else None,
        actor.wikidata,
        count_of(len(actor.mentions), "mention"),
    )
    return " · ".join(part for part in parts if part)


def format_tags(agreement: Agreement) -> str:
    """Status and instrument of an agreement, and whether it is background: `signed · treaty · historical`."""
    background = ["historical"] if agreement.historical else []
    return " · ".join([format_code(agreement.status), format_code(agreement.instrument), *background])


def format_usage(usage: Usage) -> str:
    """`5 calls · 12,345 tokens in (11,000 cached) · 420 out`."""
    if not usage.calls:
        return "no model calls"
    cached = f" ({usage.tokens_cached:,} cached)" if usage.tokens_cached else ""
    unknown = f" · {count_of(usage.unknown, 'call')} without token counts" if usage.unknown else ""
    calls = count_of(usage.calls, "call")
    return f"{calls} · {count_of(usage.tokens_in, 'token')} in{cached} · {usage.tokens_out:,} out{unknown}"


def format_spending(spent: Usage, used: Usage) -> str:
    """The usage of all calls of a run, and how many of the calls gave no record.

    `20 calls · 18,000 tokens in · 1,200 out, none of them for a record`
    """
    calls = max(spent.calls, spent.unknown)
    if calls <= used.calls:
        return format_usage(used)
    share = f"{calls - used.calls:,} of the calls gave no result" if used.calls else "none of them for a record"
    return f"{format_usage(spent.model_copy(update={'calls': calls}))}, {share}"


def format_duration(seconds: float) -> str:
    """`14.2 s`, `3 min 12 s`, `2 h 05 min`."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {rest:02} s"
