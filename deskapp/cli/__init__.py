"""Face: the command line. It never imports Textual."""
