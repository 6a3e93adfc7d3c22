"""Everything that knows Discord, and the terminal that stands in for it."""
