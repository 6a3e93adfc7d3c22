"""Words about time in a question, read as a window on publication dates (docs/windows.md)."""
