"""How a gate says no: a refused draft, or a refused part of one, as a row that tells the reason and the model's
words."""

from schemas import AgreementDraft, Article, Gate, RecordKind, Rejected, StatementDraft


class Refusals:
    """Collects what one gate refuses in one article."""

    def __init__(self, article: Article, gate: Gate) -> None:
        self._article = article
        self._gate = gate
        self._rows: list[Rejected] = []

    @property
    def rows(self) -> tuple[Rejected, ...]:
        """Everything refused so far, in order."""
        return tuple(self._rows)

    def refuse(
        self, draft: AgreementDraft | StatementDraft, reason: str, message: str, field: str | None = None
    ) -> None:
        """Notes that the draft, or only this field of it, is refused."""
        kind = RecordKind.AGREEMENT if isinstance(draft, AgreementDraft) else RecordKind.STATEMENT
        self._rows.append(
            Rejected(
                article=self._article.id,
                source_id=self._article.source_id,
                kind=kind,
                field=field,
                gate=self._gate,
                reason=reason,
                message=message,
                draft=draft.model_dump(mode="json"),
            )
        )
