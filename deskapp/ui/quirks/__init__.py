"""What works around the terminal library or its driver, each with its version."""
