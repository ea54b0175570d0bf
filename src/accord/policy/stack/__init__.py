"""The duty really paid: product by product, measure by measure, on a day."""
