"""The city's boundaries and what lies within them."""
