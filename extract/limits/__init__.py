"""How fast, how many and how dear: the limits that every model call of a run passes through, as small state
machines."""
