"""Memory: the only package that knows TinyDB and the book's files."""

from deskapp.store.book import Book
from deskapp.store.change import Change
from deskapp.store.opening import open_book
from deskapp.store.undo import Undone

__all__ = ["Book", "Change", "Undone", "open_book"]
