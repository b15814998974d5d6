"""Finding cards while somebody types: by any part of a name, typing errors forgiven."""
