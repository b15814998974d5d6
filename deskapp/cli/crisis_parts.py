"""The parts of a crisis sheet, by the words that the command line has for them."""

TEXTS = ("background", "first", "second")
PARTS = (*TEXTS, "need", "fact", "ours", "theirs", "approval", "option", "plan")
