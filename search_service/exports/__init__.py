"""Whole answers as files: one walk over everything a search finds, and a module per format."""
