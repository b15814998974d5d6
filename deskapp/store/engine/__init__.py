"""The engine: shelves in memory, the journal, the tables' files, and the lock."""
