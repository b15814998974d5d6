"""Texts that lie over a screen, to be read, written or copied: what a question may lead to."""
