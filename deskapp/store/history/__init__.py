"""Closed months: sealed, listed and searched."""
