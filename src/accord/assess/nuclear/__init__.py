"""Civil nuclear power: what a country's programme can bring by when, what it needs, and on whom it depends."""
