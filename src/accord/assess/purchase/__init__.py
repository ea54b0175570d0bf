"""Purchases that a deal promises: what they would need against today's trade, and what they cost the buyer."""
