"""Problems that did not stop the reading or the extraction of an article."""

from enum import StrEnum

from schemas.base import Frozen


class ReadIssue(StrEnum):
    """Codes of the problems in reading an article."""

    DATE_NOT_READ = "date_not_read"
    """A publication date is given, but it is no date, or it does not say which number is the month."""
    CUT_OFF_AT_SOURCE = "cut_off_at_source"
    """The input has only the beginning of the article, or only its title."""
    ORDER_UNSURE = "order_unsure"
    """The lines of a page may be in a wrong order, for instance across two columns."""
    PAGES_NOT_READ = "pages_not_read"
    """Some pages of a document are pictures without text."""
    ATTACHMENT_NOT_READ = "attachment_not_read"
    """A document or message that is attached to a mail is not read."""


class Issue(Frozen):
    """A problem that did not stop the extraction, for instance a window of the article without an answer."""

    code: str
    message: str
    record: str | None = None
    """Id of the record."""
    field: str | None = None
    model_value: str | None = None
    """What the model declared, if the issue is a difference."""
    code_value: str | None = None
    """What code read from the same words."""
