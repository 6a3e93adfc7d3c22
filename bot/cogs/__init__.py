"""The slash commands, one file per family: each reads the interaction, awaits one call, sends one rendering."""
