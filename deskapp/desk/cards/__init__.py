"""Cards: whom they are of, what is known of a person, and what must not be overlooked."""
