"""Texts rewritten by one pattern after the other, compiled when the first text comes: no start waits for them."""

import re


class Rewriting:
    """`(pattern, what is put in its place)`, each over what the one before left."""

    def __init__(self, *rules: tuple[str, str]) -> None:
        self.rules = rules
        self._compiled: list[tuple[re.Pattern[str], str]] = []

    def __call__(self, text: str) -> str:
        """A text after all rules."""
        if not self._compiled:
            self._compiled = [(re.compile(pattern), put) for pattern, put in self.rules]
        for pattern, put in self._compiled:
            text = pattern.sub(put, text)
        return text
