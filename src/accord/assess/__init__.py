"""One assessment for each kind of lever: what a report asks, the answer, its part of the page."""
