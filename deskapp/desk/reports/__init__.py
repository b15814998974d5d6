"""Looking back: figures counted when asked for, and lessons."""
