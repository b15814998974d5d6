"""An invented day to try the desk out, and the hints of the first days."""
