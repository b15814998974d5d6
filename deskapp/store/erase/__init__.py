"""Erasing for good: out of the book, out of its files, and the search that proves it."""
