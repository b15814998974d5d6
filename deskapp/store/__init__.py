"""Memory: the only package that knows TinyDB and the files of the book."""
