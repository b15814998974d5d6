"""Answers: replies, the FAQ, the coach, and the channel by which they go."""
