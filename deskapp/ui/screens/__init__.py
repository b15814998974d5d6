"""The screens of the desk, each reachable by one key."""
