"""One question on energy put to the rooms: a stop of oil, its break-even with a duty, reactors, purchases."""
