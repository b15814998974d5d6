"""Undo and redo, and why a step cannot be taken."""
