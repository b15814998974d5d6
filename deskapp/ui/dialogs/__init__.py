"""Questions that take the whole screen: the first start, leaving, help, the curtain."""
