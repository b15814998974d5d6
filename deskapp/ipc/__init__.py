"""The line between processes: a command asks the desk that holds the book."""
