"""Memory: the only package that knows TinyDB and the book's files.

What it offers is loaded when it is first asked for: who only talks to a running desk needs no book.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from deskapp.store.book import Book as Book
    from deskapp.store.opening import look_on as look_on
    from deskapp.store.opening import open_book as open_book
    from deskapp.store.queries import Query as Query
    from deskapp.store.queries import where as where

else:
    _WHERE = {"Book": "book", "look_on": "opening", "open_book": "opening", "Query": "queries", "where": "queries"}

    def __getattr__(name):
        if name not in _WHERE:
            raise AttributeError(name)
        from importlib import import_module

        return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
