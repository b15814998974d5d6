"""What is half typed, kept until it is done."""
