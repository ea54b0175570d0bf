"""Data about the world: a year of trade and production as arrays, how it was calibrated, economy groups."""
