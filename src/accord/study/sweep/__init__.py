"""Many draws of elasticities, resumable, on one machine or several."""
