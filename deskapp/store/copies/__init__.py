"""Copies of a book: backups, the way back, and the doctor."""
