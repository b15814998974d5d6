"""The questions that the entry panel asks: each joins a verb to its fields, without knowing any screen."""
