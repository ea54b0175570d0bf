"""Caliendo and Parro (2015) in exact hat algebra: arrays in, certified arrays out."""
