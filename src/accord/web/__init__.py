"""Accord live: pages and an HTTP interface over the same assessments; imported by ``accord serve`` alone."""
