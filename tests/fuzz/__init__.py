"""Properties that hold for every input, tested on generated ones.

Run by pytest they take a few examples, the same ones each time. `python -m tests.fuzz` goes on with new ones for as
long as it is told to.
"""

from hypothesis import HealthCheck, settings

_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)

settings.register_profile("short", max_examples=40, derandomize=True, database=None, deadline=None)
settings.register_profile("long", max_examples=200, database=None, deadline=None, suppress_health_check=_SLOW)
settings.load_profile("short")


def few(count: int) -> settings:
    """Settings of a property whose examples take long: so many of them by pytest."""
    short = settings.get_current_profile_name() == "short"
    return settings(max_examples=count) if short else settings()
