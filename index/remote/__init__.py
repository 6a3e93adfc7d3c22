"""Sources on the web: what an address is, what is fetched of it and when, and how it becomes articles."""
