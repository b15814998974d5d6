"""Verbs: plain functions that read well with their module, shared by every face."""
