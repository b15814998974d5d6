"""Promises: made, told of in time, kept, moved, paused and repeated."""
