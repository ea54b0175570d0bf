"""Frames: one structure for each act a clause tells, from which measures, events and steps are projected."""
