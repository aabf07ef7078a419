"""The steps of a refresh, from what a portal has to the next snapshot."""
