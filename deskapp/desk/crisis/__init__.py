"""Hard moments: resolution, the boundary, and the crisis sheet with its brief."""
