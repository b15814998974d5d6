"""The widgets of the desk, each drawn line by line."""
