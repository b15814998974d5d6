"""The shop's own words over the shipped ones."""
