"""The exceptions. An article that fails or a draft that is refused is data instead (`Failure`, `Rejected`).

CommuniqueError
├── ConfigError            a setting is missing, unknown or contradicts another
├── InputError             the input as a whole cannot be read
├── StoreError             the run directory cannot be used
├── ArticleFailed          one article gave no records; `failure` says why
├── TooManyFailed          more articles failed than allowed; the run stops, and can be resumed
├── CoreFailed             the analysis of one article was too slow, or its worker process ended
├── Interrupted            a signal stopped the run; it can be resumed
│   └── Deferred           the answer comes with a later batch
└── ModelError             a model call failed; `code` is one of `FailureCode`
    └── ModelUnavailable   no call can succeed; the run stops
        ├── WeightsUnavailable  the embedded model's weights cannot be had
        ├── WeightsCorrupt      the weights are not the pinned bytes
        └── ServerCrashed       the embedded server ended by itself
"""

from schemas import Failure, FailureCode, Usage


class CommuniqueError(Exception):
    """Base of all errors that are meant for users. The message says what happened, to what, and what to do."""


class ConfigError(CommuniqueError):
    """A setting is missing, unknown or contradicts another."""


class InputError(CommuniqueError):
    """The input as a whole cannot be read."""


class StoreError(CommuniqueError):
    """The run directory cannot be used."""


class ArticleFailed(CommuniqueError):
    """An article gave no records. The Python API raises it; the command line writes a failure row instead."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(f"{failure.source_id}: {failure.message}")
        self.failure = failure
        """The article's id and path, the stage and the code of the error, and the number of calls."""

    def __reduce__(self) -> tuple[type["ArticleFailed"], tuple[Failure]]:
        return type(self), (self.failure,)


class TooManyFailed(CommuniqueError):
    """More articles failed than allowed. Finished articles are kept, and the same command resumes."""


class Interrupted(CommuniqueError):
    """The run was asked to stop. Finished articles are kept, and the same command resumes."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.attempts = 0
        self.usage = Usage()
        """What the interrupted call had used."""
        self.texts: tuple[str, ...] = ()
        """Texts of the model so far, in order."""


class Deferred(Interrupted):
    """The question goes into a batch; its article is finished after the batch."""


class CoreFailed(CommuniqueError):
    """The analysis of one article passed its deadline, or its worker process ended; the other articles go on."""

    def __init__(self, message: str, code: FailureCode = FailureCode.INTERNAL) -> None:
        super().__init__(message)
        self.code = code


class ModelError(CommuniqueError):
    """A model call failed."""

    def __init__(
        self,
        message: str,
        code: FailureCode = FailureCode.INTERNAL,
        *,
        retry_after: float | None = None,
        attempts: int = 1,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.retry_after = retry_after
        """Seconds that the server asks to wait; None if it does not."""
        self.attempts = attempts
        self.loading = False
        """Whether the server still loads its model, so that the call is tried again for minutes."""
        self.costs_article = False
        """Whether no other question about the article should be asked."""
        self.regenerate = False
        """Whether the model should answer the same question once more: it gave nothing to correct."""
        self.usage = Usage()
        """What the failed call used."""
        self.texts: tuple[str, ...] = ()
        """Texts of the model in order; none of them could be used."""


class ModelUnavailable(ModelError):
    """No call can succeed, whatever the article; the run stops."""

    def __init__(self, message: str, code: FailureCode = FailureCode.UNREACHABLE) -> None:
        super().__init__(message, code)


class WeightsUnavailable(ModelUnavailable):
    """The weights of the embedded model cannot be had from anywhere."""


class WeightsCorrupt(ModelUnavailable):
    """The weights are not the pinned bytes."""


class ServerCrashed(ModelUnavailable):
    """The embedded server ended by itself, or did not start."""

    def __init__(self, message: str) -> None:
        super().__init__(message, FailureCode.SERVER_CRASHED)
