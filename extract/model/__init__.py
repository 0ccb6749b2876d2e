"""The model edge: the only place that knows openai and instructor, and the embedded server."""
