"""The outline of the states, as a tab-separated file. Its first lines say where it is from."""
