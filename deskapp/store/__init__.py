"""Memory: the only package that knows TinyDB and the book's files."""

from deskapp.store.book import Book
from deskapp.store.opening import open_book

__all__ = ["Book", "open_book"]
