"""Every command of the desk as data, declared once; each face reads these declarations and interprets them."""
