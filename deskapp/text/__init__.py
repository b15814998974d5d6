"""Text: how words of people are compared, measured, read and made safe; one way for each, in every room."""
