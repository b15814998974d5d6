"""The desk's settings, its country and its opening hours."""
