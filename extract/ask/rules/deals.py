"""The agreements of an article as its statements refer to them: whose agreement a noun means."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extract.ask.rules.agreements import ProposedAgreement
from extract.ask.rules.discourse import Discourse
from extract.entities.cast import Keys
from extract.language.analysis import Cue


@dataclass(frozen=True)
class Deals:
    """The parties of the agreements that an article reports."""

    by_noun: Mapping[int, Keys]
    """By the token of the noun or verb that reports the agreement."""

    def parties_in(self, cue: Cue, discourse: Discourse) -> Keys:
        """Return the parties of the first agreement that the words behind a cue name: "welcomed the accord"."""
        start, end = discourse.matter(cue)
        heads = {one.head for one in cue.addressees} | set(discourse.tokens_in(start, end))
        return next((self.by_noun[at] for at in sorted(heads) if at in self.by_noun), ())


def deals_of(agreements: Iterable[ProposedAgreement]) -> Deals:
    """Return the parties of these agreements by the words that report them."""
    return Deals(
        {
            head: tuple(party.key for party in agreement.parties)
            for agreement in agreements
            for report in agreement.reports
            for head in (report.cue.head, *(instrument.head for instrument in report.instruments))
        }
    )
