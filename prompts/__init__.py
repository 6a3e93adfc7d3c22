"""What the language model reads: one Markdown file per message, loaded and checked in one place."""
