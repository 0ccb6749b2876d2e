"""Long articles through the document plan, with a scripted model."""
