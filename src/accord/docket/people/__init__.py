"""People: who is named, in what role, and whose official they are."""
