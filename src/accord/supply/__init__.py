"""Chains from mine to device: concentration, exposure, disruption."""
