"""Joins the rooms: a scenario on a world becomes a result with its record."""
