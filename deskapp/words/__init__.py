"""Words: the shipped checklists as readable data files, and their loader."""
