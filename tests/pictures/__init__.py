"""The pictures of the README, drawn from the invented day."""
