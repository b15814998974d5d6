"""Nouns: frozen dataclasses without files, clocks or screens in them."""
