"""What is held on people: copies, erasing, keeping no longer than needed, the curtain's PIN."""
