"""What a run reports while it works: traces, a log, and progress."""
