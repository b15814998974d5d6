"""What commands do, one class for each noun; the screens put together those that they need."""
