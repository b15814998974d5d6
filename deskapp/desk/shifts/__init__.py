"""Who is at the desk, and the names that it knows."""
