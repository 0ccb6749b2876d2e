"""The words of the field: which perform which speech act, tell which stage of an agreement, name which instrument."""
