"""The end of a shift: the hand-over sheet, and going home."""
