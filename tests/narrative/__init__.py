"""The labelled sentences and how well they are read."""
