"""What the panes say, as lines of spans: plain functions of nouns, an instant and a width, without a screen."""
