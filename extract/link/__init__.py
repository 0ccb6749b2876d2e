"""Link the records of articles into actors, deals and events, and find copies and contradictions. Pure functions."""
