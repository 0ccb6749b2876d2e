"""What can go wrong, as exceptions for broken machinery; expected imperfection is data (`Failure`, `Rejected`).

CommuniqueError
├── ConfigError            a setting is missing, unknown or contradicts another
├── InputError             the input as a whole cannot be read
├── StoreError             the run directory cannot be used
├── TooManyFailed          more articles failed than the user lets: the run stops, and can be resumed
├── Interrupted            the user, or the system, has the run stop; it can be resumed
│   └── Deferred           the answer to a question comes with a later batch
└── ModelError             a model call failed; `code` says how, in the closed set of `FailureCode`
    └── ModelUnavailable   no call can succeed: the run stops
        ├── WeightsUnavailable  the embedded model's weights cannot be had
        ├── WeightsCorrupt      they are not the pinned bytes
        └── ServerCrashed       the embedded server ended by itself
"""

from schemas import FailureCode, Usage


class CommuniqueError(Exception):
    """Base of all errors that we raise on purpose; the message says what happened, to what, and what to do."""


class ConfigError(CommuniqueError):
    """A setting is missing, unknown or contradicts another."""


class InputError(CommuniqueError):
    """The input as a whole cannot be read."""


class StoreError(CommuniqueError):
    """The run directory cannot be used."""


class TooManyFailed(CommuniqueError):
    """More articles failed than may. What is done is kept, and the same command resumes."""


class Interrupted(CommuniqueError):
    """The run was asked to stop. What is done is kept, and the same command resumes."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.attempts = 0
        self.usage = Usage()
        """What the call that was given up had taken."""
        self.said: tuple[str, ...] = ()
        """What the model had said until then, in order."""


class Deferred(Interrupted):
    """The answer is not there yet: the question goes into a batch, and the article is done when that has come back."""


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
        """Seconds to wait as the server asked; None if it did not ask."""
        self.attempts = attempts
        self.usage = Usage()
        """What was paid all the same."""
        self.said: tuple[str, ...] = ()
        """What the model said all the same, in order; none of it could be used."""


class ModelUnavailable(ModelError):
    """No call can succeed, whatever the article: the run stops."""

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
