"""What every screen stands in: it tells, asks, shows letters to jump by, and runs what is declared."""
