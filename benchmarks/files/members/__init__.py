"""Files of the classes of input that are often read wrongly, each with the articles that its maker means."""
